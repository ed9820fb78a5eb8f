// Type parameters, iterators, and the generic packages.
package main

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sort"
	"strings"
)

type Number interface{ ~int | ~float64 }

func Sum[T Number](xs ...T) (t T) {
	for _, x := range xs {
		t += x
	}
	return
}

func Map[A, B any](xs []A, f func(A) B) []B {
	var out []B
	for _, x := range xs {
		out = append(out, f(x))
	}
	return out
}

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(x T) { s.items = append(s.items, x) }
func (s *Stack[T]) Pop() (T, error) {
	var zero T
	if len(s.items) == 0 {
		return zero, errors.New("empty")
	}
	x := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return x, nil
}
func (s *Stack[T]) All() iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		for i, x := range s.items {
			if !yield(i, x) {
				return
			}
		}
	}
}

type Tree[K cmp.Ordered, V any] struct {
	left, right *Tree[K, V]
	key         K
	val         V
}

func (t *Tree[K, V]) Put(k K, v V) *Tree[K, V] {
	if t == nil {
		return &Tree[K, V]{key: k, val: v}
	}
	switch c := cmp.Compare(k, t.key); {
	case c < 0:
		t.left = t.left.Put(k, v)
	case c > 0:
		t.right = t.right.Put(k, v)
	default:
		t.val = v
	}
	return t
}
func (t *Tree[K, V]) Walk(yield func(K, V) bool) bool {
	return t == nil || t.left.Walk(yield) && yield(t.key, t.val) && t.right.Walk(yield)
}

type ID int

func find(s *Stack[string], want string) (at int) {
	defer func() { at *= 10 }()
	for i, x := range s.All() {
		if x == want {
			return i
		}
		if x == "skip" {
			continue
		}
	}
	return -1
}

func main() {
	fmt.Println(Sum(1, 2, 3), Sum(1.5, 2), Sum[ID](4, 5), Map([]int{1, 2}, func(i int) string { return strings.Repeat("x", i) }))
	s := &Stack[string]{}
	for _, x := range strings.Fields("a skip b c") {
		s.Push(x)
	}
	fmt.Println(find(s, "b"), find(s, "z"))
	fmt.Println(s.Pop())
	var t *Tree[string, int]
	for i, w := range strings.Fields("the quick brown fox") {
		t = t.Put(w, i)
	}
	t.Walk(func(k string, v int) bool { fmt.Print(k, "=", v, " "); return k != "quick" })
	fmt.Println()
	m := map[string]int{"b": 2, "a": 1, "c": 3}
	keys := slices.Sorted(maps.Keys(m))
	fmt.Println(keys, slices.Max(keys), slices.Contains(keys, "b"), slices.Index(keys, "c"), min(3, 1, 2), max("a", "b"))
	people := []struct {
		Name string
		Age  int
	}{{"Al", 30}, {"Bo", 25}, {"Cy", 30}}
	slices.SortStableFunc(people, func(a, b struct {
		Name string
		Age  int
	}) int {
		return cmp.Or(-cmp.Compare(a.Age, b.Age), cmp.Compare(a.Name, b.Name))
	})
	fmt.Println(people)
	sort.Slice(people, func(i, j int) bool { return people[i].Name > people[j].Name })
	fmt.Printf("%+v %T\n", people[0], Stack[ID]{})
}
