// Types that contain themselves through functions, slices, maps, channels and pointers.
package main

import "fmt"

type State func(*M) State
type M struct{ n int }
type Tree []Tree
type JSON map[string]JSON
type Chain chan Chain
type Peano *Peano
type Src[T any] func() (T, Src[T])
type List struct {
	kids []List
	m    map[string]List
	f    func(List) List
}
type A struct{ b *B }
type B struct{ a []A }
type Node interface{ Next() Node }
type leaf int

func (l leaf) Next() Node {
	if l == 0 {
		return nil
	}
	return l - 1
}

func a(m *M) State {
	m.n++
	if m.n > 2 {
		return nil
	}
	return b
}
func b(m *M) State { m.n *= 2; return a }
func depth(t Tree) int {
	d := 0
	for _, k := range t {
		d = max(d, depth(k))
	}
	return d + 1
}
func count(from, to int) Src[int] {
	if from == to {
		return nil
	}
	return func() (int, Src[int]) { return from, count(from+1, to) }
}

func main() {
	m := &M{}
	for s := State(a); s != nil; {
		s = s(m)
	}
	fmt.Println(m.n, depth(Tree{{}, {{}, {{}}}}), len(JSON{"a": {"b": nil}}["a"]))
	c := make(Chain, 1)
	c <- make(Chain, 3)
	fmt.Println(cap(<-c))
	var p Peano
	q := Peano(&p)
	fmt.Println(*q == nil)
	for v, s := count(1, 4)(); ; v, s = s() {
		fmt.Print(v, " ")
		if s == nil {
			break
		}
	}
	l := List{kids: []List{{}, {}}, m: map[string]List{"x": {}}}
	l.f = func(x List) List { x.kids = nil; return x }
	fmt.Println(len(l.f(l).kids), len(l.kids), l.m["x"].f == nil)
	x := A{&B{[]A{{nil}}}}
	fmt.Println(len(x.b.a))
	k := 0
	for n := Node(leaf(3)); n != nil; n = n.Next() {
		k++
	}
	fmt.Println(k)
}
