// Literals assigned to variables that pointers and function literals share.
package main

import "fmt"

type S struct{ m, n int }
type Node struct {
	next *Node
	v    int
}

var glob S

func named() (s S, err error) {
	defer func() {
		if r := recover(); r != nil {
			s = S{m: 7}
		}
	}()
	panic(1)
}

func direct() (s S) {
	s = S{1, 2}
	defer func() { s = S{s.m + 5, s.n} }()
	return s
}

func main() {
	x := S{1, 2}
	p := &x
	x = S{3, 4}
	fmt.Println(*p, x, p.m)
	get := func() S { return x }
	x = S{5, 6}
	fmt.Println(get(), *p)
	p.m = 9
	fmt.Println(get(), *p, x)
	set := func(k int) { x = S{k, k} }
	set(10)
	fmt.Println(get(), *p, x)
	fmt.Println(named())
	fmt.Println(direct())
	func() { glob = S{1, 1} }()
	fmt.Println(glob)
	var n Node
	add := func(v int) { old := n; n = Node{&old, v} }
	add(1)
	add(2)
	fmt.Println(n.v, n.next.v)
	x, y := S{1, 2}, S{3, 4}
	func() { x, y = S{y.m, 0}, S{x.m, 0} }()
	fmt.Println(x, y)
	x, y = S{y.m, 1}, S{x.m, 1}
	fmt.Println(x, y, *p, get())
	var e struct{ a, b int }
	func() { e = struct{ a, b int }{1, 2} }()
	fmt.Println(e)
	for i := range 3 {
		var z S
		q := &z
		func() { z = S{i, i} }()
		fmt.Println(z, *q)
		x = S{z.n, i}
		fmt.Println(*p)
	}
	ch := make(chan S, 2)
	ch <- S{8, 8}
	func() { x = <-ch }()
	fmt.Println(x, *p)
	arr := [2]S{{1, 2}, {3, 4}}
	func() { arr = [2]S{{5, 6}}; arr[1] = S{7, 7} }()
	fmt.Println(arr)
	go func() { x = S{42, 42}; ch <- x }()
	fmt.Println(<-ch, x)
	switch f := func() { x = S{-1, -1} }; {
	case true:
		f()
	}
	fmt.Println(x)
}
