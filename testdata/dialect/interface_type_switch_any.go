// Type switches on values in any: interfaces, errors, named types.
package main

import (
	"errors"
	"fmt"
)

type Color int

func (c Color) String() string { return [...]string{"red", "green"}[c] }

type E struct{}

func (*E) Error() string { return "E!" }

type Int int

func kind(x any) string {
	switch v := x.(type) {
	case nil:
		return "nil"
	case error:
		return "error " + v.Error()
	case fmt.Stringer:
		return "stringer " + v.String()
	case int, Int:
		return fmt.Sprintf("int %v", v)
	case []int:
		return fmt.Sprint("slice ", len(v))
	case map[string]int:
		return fmt.Sprint("map ", len(v))
	case func(int) int:
		return fmt.Sprint("func ", v(20))
	case *int:
		return fmt.Sprint("pointer ", *v)
	case struct{ X int }:
		return fmt.Sprint("struct ", v.X)
	case chan int:
		return fmt.Sprint("chan ", cap(v))
	case [2]int:
		return fmt.Sprint("array ", v[1])
	default:
		return fmt.Sprintf("other %T", v)
	}
}

func main() {
	n := 3
	for _, x := range []any{nil, &E{}, Color(1), 1, Int(2), []int{1}, map[string]int{"a": 1}, func(i int) int { return i * 2 }, &n,
		struct{ X int }{9}, make(chan int, 4), [2]int{1, 2}, "s", 2.5, int8(1), uint(3), 'x', true, 1i, errors.New("plain")} {
		fmt.Println(kind(x))
	}
}
