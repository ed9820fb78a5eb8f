package slices

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	std "slices"
	"sort"
	"testing"
)

type pair struct{ key, id int }

// Equal elements come out in the very order that Go's algorithms give them.
func TestUnstableSortsAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 400 {
		for _, keys := range []int{1, 2, 5, n/2 + 1, 1 << 20} {
			a := make([]pair, n)
			for i := range a {
				a[i] = pair{r.IntN(keys), i}
				if keys == 5 { // patterns: ascending, descending, saw teeth
					a[i].key = [...]int{i, -i, i % 7, i % 50, n / (i + 1)}[n%5]
				}
			}
			b, c := std.Clone(a), std.Clone(a)
			compare := func(x, y pair) int { return cmp.Compare(x.key, y.key) }
			std.SortFunc(a, compare)
			SortFunc(b, compare)
			if !std.Equal(a, b) {
				t.Fatalf("SortFunc differs on %d elements, %d keys", n, keys)
			}
			sort.Sort(byKey(c))
			if !std.Equal(a, c) {
				t.Fatalf("sort.Sort differs on %d elements, %d keys", n, keys)
			}
		}
	}
}

type byKey []pair

func (b byKey) Len() int           { return len(b) }
func (b byKey) Less(i, j int) bool { return b[i].key < b[j].key }
func (b byKey) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

// show runs f and describes what it returned or panicked with.
func show(f func() any) (text string) {
	defer func() {
		if v := recover(); v != nil {
			text = fmt.Sprint("panic: ", v)
		}
	}()
	return fmt.Sprintf("%#v", f())
}

func with(s []int, spare int) []int { return append(make([]int, 0, len(s)+spare), s...) }

// whole shows a slice with its capacity and what lies behind its end.
func whole(s []int) any { return [3]any{s, cap(s), s[:cap(s)]} }

func TestEditsAgree(t *testing.T) {
	base := []int{1, 2, 2, 3, 3, 3, 4}
	eq := func(a, b int) bool { return a/2 == b/2 }
	odd := func(v int) bool { return v%2 == 1 }
	for spare := range 6 {
		for i := -1; i < 9; i++ {
			for j := -1; j < 9; j++ {
				for _, v := range [][]int{nil, {9}, {8, 9}, {5, 6, 7, 8, 9}} {
					same(t, fmt.Sprint("Replace ", i, j, v),
						func() any { return whole(Replace(with(base, spare), i, j, v...)) },
						func() any { return whole(std.Replace(with(base, spare), i, j, v...)) })
					same(t, fmt.Sprint("Insert ", i, v),
						func() any { return whole(Insert(with(base, spare), i, v...)) },
						func() any { return whole(std.Insert(with(base, spare), i, v...)) })
				}
				same(t, fmt.Sprint("Delete ", i, j),
					func() any { return whole(Delete(with(base, spare), i, j)) },
					func() any { return whole(std.Delete(with(base, spare), i, j)) })
			}
			same(t, "Grow", func() any { return cap(Grow(with(base, spare), i)) }, func() any { return cap(std.Grow(with(base, spare), i)) })
			same(t, "Repeat", func() any { return Repeat(base, i) }, func() any { return std.Repeat(base, i) })
			same(t, "Chunk", func() any { return Collect(Chunk(base, i)) }, func() any { return std.Collect(std.Chunk(base, i)) })
		}
		same(t, "Compact", func() any { return whole(Compact(with(base, spare))) }, func() any { return whole(std.Compact(with(base, spare))) })
		same(t, "CompactFunc", func() any { return whole(CompactFunc(with(base, spare), eq)) }, func() any { return whole(std.CompactFunc(with(base, spare), eq)) })
		same(t, "DeleteFunc", func() any { return whole(DeleteFunc(with(base, spare), odd)) }, func() any { return whole(std.DeleteFunc(with(base, spare), odd)) })
		same(t, "Clone", func() any { return whole(Clone(with(base, spare))) }, func() any { return whole(std.Clone(with(base, spare))) })
		same(t, "Clip", func() any { return whole(Clip(with(base, spare))) }, func() any { return whole(std.Clip(with(base, spare))) })
	}
	overlap := func(f func([]int, int, ...int) []int) func() any {
		return func() any { s := with(base, 10); return f(s, 1, s[2:5]...) }
	}
	same(t, "Insert overlapping", overlap(Insert[[]int]), overlap(std.Insert[[]int]))
}

func same(t *testing.T, what string, ours, theirs func() any) {
	t.Helper()
	if got, want := show(ours), show(theirs); got != want {
		t.Errorf("%s:\n got %s\nwant %s", what, got, want)
	}
}

func TestQueriesAgree(t *testing.T) {
	nan := math.NaN()
	lists := [][]float64{nil, {}, {1}, {nan}, {1, nan, 2}, {nan, 1, 3}, {3, 1, 2}, {1, 2, 3}, {1, 1, 2}, {2, math.Inf(1)}, {math.Copysign(0, -1), 0}}
	three := func(a, b float64) int { return cmp.Compare(a, b) }
	for _, a := range lists {
		same(t, "Min", func() any { return Min(a) }, func() any { return std.Min(a) })
		same(t, "Max", func() any { return Max(a) }, func() any { return std.Max(a) })
		same(t, "MinFunc", func() any { return MinFunc(a, three) }, func() any { return std.MinFunc(a, three) })
		same(t, "MaxFunc", func() any { return MaxFunc(a, three) }, func() any { return std.MaxFunc(a, three) })
		same(t, "IsSorted", func() any { return IsSorted(a) }, func() any { return std.IsSorted(a) })
		same(t, "IsSortedFunc", func() any { return IsSortedFunc(a, three) }, func() any { return std.IsSortedFunc(a, three) })
		same(t, "Sorted", func() any { return Sorted(Values(a)) }, func() any { return std.Sorted(std.Values(a)) })
		same(t, "Reverse", func() any { s := Clone(a); Reverse(s); return s }, func() any { s := std.Clone(a); std.Reverse(s); return s })
		same(t, "Concat", func() any { return Concat(a, nil, a) }, func() any { return std.Concat(a, nil, a) })
		for _, x := range []float64{0, 1, 2, 4, nan} {
			search := func(i int, ok bool) any { return [2]any{i, ok} }
			same(t, "BinarySearch", func() any { return search(BinarySearch(a, x)) }, func() any { return search(std.BinarySearch(a, x)) })
			same(t, "BinarySearchFunc", func() any { return search(BinarySearchFunc(a, x, three)) }, func() any { return search(std.BinarySearchFunc(a, x, three)) })
			same(t, "Index", func() any { return Index(a, x) }, func() any { return std.Index(a, x) })
		}
		for _, b := range lists {
			same(t, "Compare", func() any { return Compare(a, b) }, func() any { return std.Compare(a, b) })
			same(t, "Equal", func() any { return Equal(a, b) }, func() any { return std.Equal(a, b) })
			same(t, "CompareFunc", func() any { return CompareFunc(a, b, three) }, func() any { return std.CompareFunc(a, b, three) })
		}
	}
	for i, v := range Backward([]int{1, 2}) {
		if v != i+1 {
			t.Errorf("Backward gives %d, %d", i, v)
		}
	}
}
