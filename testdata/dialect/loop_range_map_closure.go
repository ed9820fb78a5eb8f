// Range variables of a map belong to one round.
package main

import (
	"fmt"
	"sort"
)

func main() {
	m := map[string]int{"x": 1, "y": 2, "z": 3}
	fs := map[string]func() int{}
	for k, v := range m {
		fs[k] = func() int { return v * 100 }
	}
	keys := make([]string, 0)
	for k := range fs {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		fmt.Println(k, fs[k]())
	}
}
