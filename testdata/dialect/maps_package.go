// The maps package with iterators.
package main

import (
	"fmt"
	"maps"
	"slices"
)

func main() {
	m := map[string]int{"a": 1, "b": 2, "c": 3}
	fmt.Println(slices.Sorted(maps.Keys(m)), slices.Sorted(maps.Values(m)))
	n := maps.Clone(m)
	n["d"] = 4
	fmt.Println(maps.Equal(m, n), len(m), len(n))
	maps.DeleteFunc(n, func(k string, v int) bool { return v%2 == 1 })
	fmt.Println(n)
	maps.Copy(n, map[string]int{"z": 26, "b": 20})
	fmt.Println(n, maps.EqualFunc(m, n, func(a, b int) bool { return true }))
	c := maps.Collect(slices.All([]string{"x", "y"}))
	fmt.Println(c)
	maps.Insert(c, maps.All(map[int]string{7: "seven"}))
	fmt.Println(c)
	total := 0
	for k, v := range maps.All(m) {
		total += v * len(k)
	}
	keys := slices.SortedFunc(maps.Keys(m), func(a, b string) int { return m[b] - m[a] })
	fmt.Println(total, keys)
	var z map[string]int
	fmt.Println(maps.Clone(z) == nil)
}
