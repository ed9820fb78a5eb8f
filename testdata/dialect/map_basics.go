// Maps: zero values, comma ok, delete, nil maps, len, nested.
package main

import "fmt"

type key struct {
	a string
	b int
}

func main() {
	m := map[string]int{"a": 1, "b": 0}
	v, ok := m["b"]
	w, ok2 := m["c"]
	fmt.Println(v, ok, w, ok2, len(m))
	delete(m, "zz")
	delete(m, "a")
	m["n"]++
	m["n"] += 5
	fmt.Println(m, len(m))
	if _, ok := m["a"]; !ok {
		fmt.Println("gone")
	}
	k := map[key][]int{}
	k[key{"x", 1}] = append(k[key{"x", 1}], 1, 2)
	k[key{"x", 1}][0] = 9
	fmt.Println(k, len(k[key{}]))
	nested := map[string]map[string]int{}
	for _, w := range []string{"ab", "ac", "bd"} {
		f := w[:1]
		if nested[f] == nil {
			nested[f] = make(map[string]int)
		}
		nested[f][w]++
	}
	fmt.Println(nested)
	type pt struct{ x, y int }
	ms := map[string]pt{"a": {1, 2}}
	p := ms["a"]
	p.x = 50
	fmt.Println(ms["a"].x, p.x, ms["none"])
	mp := map[string]*pt{"a": {3, 4}}
	mp["a"].x++
	fmt.Println(*mp["a"])
	alias := m
	alias["q"] = 1
	fmt.Println(len(m), m["q"])
	fm := map[string]func(int) int{"sq": func(i int) int { return i * i }}
	fmt.Println(fm["sq"](7))
	set := map[rune]struct{}{}
	for _, r := range "hello" {
		set[r] = struct{}{}
	}
	fmt.Println(len(set))
}
