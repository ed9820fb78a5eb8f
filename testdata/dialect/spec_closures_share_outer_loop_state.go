// Closures in structs and maps over loop variables and their copies.
package main

import "fmt"

type T struct{ F func() int }

func main() {
	var ts []T
	for i := 0; i < 3; i++ {
		a := i * 10
		ts = append(ts, T{func() int { a++; return i + a }})
	}
	for _, t := range ts {
		fmt.Print(t.F(), t.F(), " ")
	}
	m := map[string]func(int){}
	acc := map[string][]int{}
	for _, k := range []string{"x", "y"} {
		m[k] = func(n int) { acc[k] = append(acc[k], n) }
	}
	m["x"](1)
	m["y"](2)
	m["x"](3)
	fmt.Println(acc)
	var chain func() string = func() string { return "" }
	for _, s := range []string{"a", "b", "c"} {
		prev := chain
		chain = func() string { return prev() + s }
	}
	fmt.Println(chain())
	fs := [3]func() int{}
	for i := range fs {
		fs[i] = func() int { return i * i }
	}
	fmt.Println(fs[0](), fs[1](), fs[2]())
}
