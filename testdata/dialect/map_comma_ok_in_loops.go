// v, ok := m[k] sets v to zero where there is no such key, in every round of a
// loop, whatever an earlier round found.
package main

import (
	"fmt"
	"time"
)

type point struct {
	x, y int
	tags []string
}

type grid [2][2]int

type cache[K comparable, V any] struct{ m map[K]V }

func (c cache[K, V]) each(keys ...K) {
	for _, k := range keys {
		v, ok := c.m[k]
		fmt.Printf("%v=%v,%t ", k, v, ok)
	}
	fmt.Println()
}

func assigned(m map[string]*point) {
	var p *point
	var ok bool
	for _, k := range []string{"a", "b", "a", "c"} {
		p, ok = m[k]
		fmt.Print(k, " ", p == nil, ok, "; ")
	}
	fmt.Println()
}

func byGoto(m map[int]int) {
	i := 0
again:
	v, ok := m[i]
	fmt.Print(v, ok, " ")
	if i++; i < 4 {
		goto again
	}
	fmt.Println()
}

func closures(m map[int]string) {
	var fs []func() string
	for i := range 3 {
		v, ok := m[i]
		fs = append(fs, func() string {
			if !ok {
				v += "none"
			}
			return v
		})
	}
	for _, f := range fs {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println()
}

func fields(m map[int]float64) {
	type entry struct {
		v  float64
		ok bool
	}
	var list [3]entry
	var e entry
	for i := range list {
		list[i].v, list[i].ok = m[i]
		e.v, e.ok = m[2-i]
		fmt.Print(e, " ")
	}
	fmt.Println(list)
}

func found(m map[string]int, k string) (v int, ok bool) {
	for range 2 {
		v, ok = m[k]
		k += "x"
	}
	return
}

func nested() {
	rows := map[int]map[string]int{1: {"a": 5}}
	for i := range 3 {
		for _, k := range []string{"a", "b"} {
			row, ok := rows[i]
			n, has := row[k]
			fmt.Print(len(row), ok, n, has, " ")
		}
	}
	fmt.Println()
}

func main() {
	cache[int, string]{map[int]string{1: "one", 3: "three"}}.each(0, 1, 2, 3, 4)
	cache[string, point]{map[string]point{"p": {1, 2, []string{"t"}}}}.each("p", "q", "p")
	cache[any, any]{map[any]any{1: "x", "y": nil}}.each(1, 2, "y", nil)
	cache[int, error]{map[int]error{1: fmt.Errorf("e")}}.each(1, 2)
	cache[int, grid]{map[int]grid{1: {{1, 2}, {3, 4}}}}.each(1, 0)
	cache[int, []int]{map[int][]int{1: {7}}}.each(1, 0)
	cache[int, time.Duration]{map[int]time.Duration{1: time.Second}}.each(1, 0)
	cache[int, time.Time]{map[int]time.Time{1: time.Unix(0, 0).UTC()}}.each(1, 0)
	cache[int, complex128]{map[int]complex128{1: 1 + 2i}}.each(1, 0)
	assigned(map[string]*point{"a": {}, "c": nil})
	byGoto(map[int]int{1: 10, 3: 30})
	closures(map[int]string{0: "zero"})
	fields(map[int]float64{0: 1.5})
	fmt.Println(found(map[string]int{"k": 1}, "k"))
	nested()
	for i := range 3 {
		if v, ok := map[int]int{0: 8}[i]; !ok && v != 0 {
			fmt.Println("stale", v)
		}
		switch v, ok := (map[int]bool{1: true})[i]; {
		case v:
			fmt.Println("true", ok)
		default:
			fmt.Println("false", ok)
		}
	}
}
