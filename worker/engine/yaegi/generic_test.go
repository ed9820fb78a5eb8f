package yaegi

import (
	"fmt"
	"testing"
)

const genericTypes = `package genome

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"
)

type Ordered interface{ cmp.Ordered }

var _ iter.Seq[int]
var _ time.Duration

func used() { _, _, _ = fmt.Sprint(), maps.Clone(map[int]int{}), slices.Clip(xs) }

type Ints []int
type T struct{ n int }

var (
	ints  = Ints{1, 2, 3}
	xs    = []int{1, 2}
	words = strings.Fields("b a")
	name  = "nm"
	K, V  = 1, 2
)

func byN(a, b T) int { return a.n - b.n }
func seq() iter.Seq[int] { return func(yield func(int) bool) { _ = yield(1) && yield(2) } }
`

// The generic standard packages as genomes use them.
func TestGenericPackages(t *testing.T) {
	for _, test := range []struct{ body, want string }{
		{`return slices.Max([]int{1, 3, 2})`, "3"},
		{`return slices.Min(ints)`, "1"},
		{`x := []int{3, 1}; slices.Sort(x); return x`, "[1 3]"},
		{`slices.Sort(words); return words`, "[a b]"},
		{`d := []time.Duration{3, 1}; slices.Sort(d); return d`, "[1ns 3ns]"},
		{`x := []T{{3}, {1}}; slices.SortFunc(x, byN); return x`, "[{1} {3}]"},
		{`x := []T{{3}, {1}}; slices.SortFunc(x, func(a, b T) int { return cmp.Compare(a.n, b.n) }); return x`, "[{1} {3}]"},
		{`x := []T{{1}, {3}}; slices.SortStableFunc(x, func(a, b T) int { return cmp.Compare(b.n, a.n) }); return x`, "[{3} {1}]"},
		{`x := []*T{{3}, {1}}; slices.SortFunc(x, func(a, b *T) int { return a.n - b.n }); return x[0].n`, "1"},
		{`x := []string{"b", "a"}; slices.SortFunc(x, strings.Compare); return x`, "[a b]"},
		{`x := []string{"b", "a"}; slices.SortFunc(x, cmp.Compare[string]); return x`, "[a b]"},
		{`x := slices.IsSorted(xs); return x`, "true"},
		{`return slices.Insert([]int{1, 2, 3}, 1, 5, 6)`, "[1 5 6 2 3]"},
		{`return slices.Insert([]int{1, 2, 3}, 1, xs...)`, "[1 1 2 2 3]"},
		{`return slices.Delete([]int{1, 2, 3}, 1, 2)`, "[1 3]"},
		{`return slices.DeleteFunc([]int{1, 2, 3}, func(x int) bool { return x > 1 })`, "[1]"},
		{`return slices.Replace([]int{1, 2, 3}, 0, 2, 9)`, "[9 3]"},
		{`return slices.Concat(xs, xs, xs)`, "[1 2 1 2 1 2]"},
		{`return slices.Compact([]int{1, 1, 2})`, "[1 2]"},
		{`return slices.Equal(xs, []int{1, 2})`, "true"},
		{`return slices.Compare(xs, []int{1, 3})`, "-1"},
		{`return slices.Contains(xs, 2)`, "true"},
		{`return slices.Contains(words, "c")`, "false"},
		{`return slices.Contains([]float64{1, 2}, 2)`, "true"},
		{`return slices.Contains([]T{{1}}, T{1})`, "true"},
		{`return slices.Index([]string{"a", "b"}, "b")`, "1"},
		{`return slices.IndexFunc([]T{{1}}, func(t T) bool { return t.n == 1 })`, "0"},
		{`i, ok := slices.BinarySearch([]int{1, 3, 5}, 3); return fmt.Sprint(i, ok)`, "1 true"},
		{`i, ok := slices.BinarySearchFunc([]T{{1}, {3}}, 3, func(t T, n int) int { return t.n - n }); return fmt.Sprint(i, ok)`, "1 true"},
		{`x := slices.Clone(xs); slices.Reverse(x); return fmt.Sprint(x, xs)`, "[2 1] [1 2]"},
		{`slices.Reverse(words); return len(words)`, "2"},
		{`return slices.MaxFunc([]T{{1}, {3}}, byN).n`, "3"},
		{`return slices.Repeat([]int{1}, 2)`, "[1 1]"},
		{`return slices.Collect(slices.Values(xs))`, "[1 2]"},
		{`n := 0; slices.All(xs)(func(i, v int) bool { n += i * v; return true }); return n`, "2"},
		{`return slices.Collect(seq())`, "[1 2]"},
		{`return slices.Collect(maps.Keys(map[string]int{"a": 1}))`, "[a]"},
		{`return slices.Sorted(maps.Keys(map[string]int{"b": 1, "a": 2}))`, "[a b]"},
		{`return slices.Sorted(maps.Values(map[string]int{"b": 1, "a": 2}))`, "[1 2]"},
		{`return slices.SortedStableFunc(slices.Values([]int{3, 1, 2}), func(a, b int) int { return b - a })`, "[3 2 1]"},
		{`return slices.Collect(slices.Chunk([]int{1, 2, 3}, 2))`, "[[1 2] [3]]"},
		{`keys := slices.Collect(maps.Keys(map[int]bool{2: true, 1: true})); slices.Sort(keys); return keys`, "[1 2]"},
		{`m := maps.Clone(map[string]int{"b": 1}); maps.Copy(m, map[string]int{"c": 1}); return m`, "map[b:1 c:1]"},
		{`return maps.Equal(map[string]int{"b": 1}, map[string]int{"b": 1})`, "true"},
		{`m := map[string]int{"b": 1, "c": 2}; maps.DeleteFunc(m, func(k string, v int) bool { return v == 1 }); return m`, "map[c:2]"},
		{`return maps.Collect(slices.All([]string{"x"}))`, "map[0:x]"},
		{`return cmp.Compare(1, 2)`, "-1"},
		{`return cmp.Compare("b", "a")`, "1"},
		{`a, b := T{1}, T{2}; return cmp.Less(a.n, b.n)`, "true"},
		{`return cmp.Or(0, 3)`, "3"},
		{`return cmp.Or("", name, "x")`, "nm"},
		{`return cmp.Or(cmp.Compare(1, 1), cmp.Compare(2, 1))`, "1"},
	} {
		t.Run(test.body, func(t *testing.T) {
			p := mustLoad(t, nil, genericTypes+"func F() any { "+test.body+" }\n")
			got, panicked := callF(t, p, "F")
			if panicked != nil || fmt.Sprint(got) != test.want {
				t.Errorf("got %v, panic %v, want %s", got, panicked, test.want)
			}
		})
	}
}

// Type parameters do not meet other things of the same name.
func TestTypeParameterNames(t *testing.T) {
	p := mustLoad(t, nil, `package genome

import "fmt"

type T struct{ n int }

var V, K = 5, "k"

type Pair[K comparable, V any] struct {
	K K
	V V
}

func (p Pair[K, V]) First() K { return p.K }
func (p *Pair[_, V]) Second() (v V) { v = p.V; return }

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(v T) { s.items = append(s.items, v) }
func (s *Stack[T]) Pop() T {
	v := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return v
}

func Len[K comparable, V any](m map[K]V) int { return len(m) }
func Two[T any](v T) []T { return []T{v, v} }
func Map[V any](list []V, f func(V) V) []V {
	var out []V
	for _, v := range list {
		out = append(out, f(v))
	}
	return out
}

func F() string {
	s := &Stack[string]{}
	s.Push("x")
	p := Pair[int, string]{K: 1, V: "v"}
	return fmt.Sprint(Len(map[string]int{"a": 1}), Two(T{3}), Map([]int{1, 2}, func(i int) int { return i * V }),
		s.Pop(), p.First(), p.Second(), V, K)
}
`)
	got, panicked := callF(t, p, "F")
	if want := "1 [{3} {3}] [5 10]x1v5k"; panicked != nil || got != want {
		t.Errorf("got %q, panic %v, want %q", got, panicked, want)
	}
}
