// The slices package on slices of several types.
package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

type P struct {
	n int
	s string
}

func main() {
	x := []int{3, 1, 4, 1, 5, 9, 2, 6}
	y := slices.Clone(x)
	slices.Sort(y)
	fmt.Println(x, y, slices.Max(x), slices.Min(x), slices.Contains(x, 4), slices.Index(x, 1))
	i, ok := slices.BinarySearch(y, 5)
	fmt.Println(i, ok, slices.IsSorted(y), slices.Compact(y), slices.Equal(x, y))
	ps := []P{{2, "b"}, {1, "z"}, {2, "a"}}
	slices.SortFunc(ps, func(a, b P) int { return cmp.Or(cmp.Compare(a.n, b.n), strings.Compare(a.s, b.s)) })
	fmt.Println(ps, slices.ContainsFunc(ps, func(p P) bool { return p.s == "z" }), slices.IndexFunc(ps, func(p P) bool { return p.n == 2 }))
	s := []string{"a", "b", "c"}
	s = slices.Insert(s, 1, "x", "y")
	s = slices.Delete(s, 0, 1)
	s = slices.Replace(s, 0, 1, "r1", "r2")
	slices.Reverse(s)
	fmt.Println(s, slices.Concat(s[:1], []string{"q"}), slices.Repeat([]int{1, 2}, 2), slices.Compare([]int{1, 2}, []int{1, 3}))
	s = slices.DeleteFunc(s, func(v string) bool { return v == "b" })
	fmt.Println(s, len(s), slices.MaxFunc(ps, func(a, b P) int { return strings.Compare(a.s, b.s) }), slices.EqualFunc([]int{1}, []string{"1"}, func(a int, b string) bool { return strconv.Itoa(a) == b }))
	fmt.Println(slices.Collect(slices.Values(x[:3])), slices.Sorted(slices.Values(x)), slices.Collect(slices.Chunk(x, 3)))
	for i, v := range slices.Backward(s) {
		fmt.Print(i, v, " ")
	}
	for i, v := range slices.All([]string{"p"}) {
		fmt.Println(i, v)
	}
	fmt.Println(slices.AppendSeq([]int{0}, slices.Values([]int{1, 2})), slices.CompactFunc([]string{"a", "A", "b"}, strings.EqualFold), slices.Max(strings.Fields("x z y")))
	g := slices.Grow([]int{1}, 10)
	fmt.Println(len(g), cap(g) >= 11, len(slices.Clip(g)), slices.SortedStableFunc(slices.Values(ps), func(a, b P) int { return b.n - a.n }))
	defer func() { fmt.Println("recovered:", recover()) }()
	slices.Insert(x, 20, 1)
}
