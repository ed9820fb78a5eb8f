// sort.Slice, SliceStable, Sort, Search and friends.
package main

import (
	"fmt"
	"math"
	"sort"
)

type Person struct {
	Name string
	Age  int
}
type ByAge []Person

func (a ByAge) Len() int           { return len(a) }
func (a ByAge) Swap(i, j int)      { a[i], a[j] = a[j], a[i] }
func (a ByAge) Less(i, j int) bool { return a[i].Age < a[j].Age }

func main() {
	ps := []Person{{"A", 30}, {"B", 25}, {"C", 30}, {"D", 20}}
	q := append([]Person(nil), ps...)
	sort.Stable(ByAge(q))
	fmt.Println(q)
	sort.Slice(q, func(i, j int) bool { return q[i].Name > q[j].Name })
	fmt.Println(q)
	sort.SliceStable(q, func(i, j int) bool { return q[i].Age < q[j].Age })
	fmt.Println(q, sort.SliceIsSorted(q, func(i, j int) bool { return q[i].Age < q[j].Age }))
	x := []int{5, 2, 8}
	sort.Ints(x)
	s := sort.StringSlice{"b", "a"}
	s.Sort()
	fmt.Println(x, s, sort.SearchInts(x, 5), sort.SearchInts(x, 6), sort.IsSorted(s), sort.SearchStrings(s, "b"))
	sort.Sort(sort.Reverse(sort.IntSlice(x)))
	fmt.Println(x, sort.Search(100, func(i int) bool { return i*i >= 50 }))
	f := []float64{2.5, math.NaN(), -1}
	sort.Float64s(f)
	fmt.Println(f)
	m := map[string]int{"x": 3, "y": 1, "z": 2}
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return m[keys[i]] < m[keys[j]] })
	fmt.Println(keys)
	i, found := sort.Find(3, func(i int) int { return 1 - i })
	fmt.Println(i, found)
}
