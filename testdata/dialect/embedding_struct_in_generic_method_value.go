// Method values of promoted methods, bound through embedded pointers and generics.
package main

import "fmt"

type Logger struct{ lines []string }

func (l *Logger) Log(s string) { l.lines = append(l.lines, s) }

type Service[T any] struct {
	*Logger
	items []T
}

func (s *Service[T]) Add(x T) { s.items = append(s.items, x); s.Log(fmt.Sprint("add ", x)) }

func each[T any](xs []T, f func(T)) {
	for _, x := range xs {
		f(x)
	}
}

func main() {
	s := &Service[int]{Logger: &Logger{}}
	each([]int{1, 2}, s.Add)
	log := s.Log
	each([]string{"a"}, log)
	s.Logger = &Logger{}
	log("old")
	s.Add(3)
	fmt.Println(s.items, s.lines)
}
