// Structs are compared field by field and copied.
package main

import "fmt"

type In struct{ a, b int }
type S struct {
	Name string
	In   In
	P    *int
	I    any
}

func change(s S) S { s.Name = "changed"; s.In.a = 100; return s }

func main() {
	n := 1
	s := S{"x", In{1, 2}, &n, 3}
	t := s
	fmt.Println(s == t, s == S{"x", In{1, 2}, &n, 3.0})
	t.In.b = 5
	*t.P = 42
	u := change(s)
	fmt.Println(s.In, t.In, *s.P, u.Name, u.In, s.Name)
	arr := []S{s, t}
	for _, x := range arr {
		x.Name = "no"
	}
	for i := range arr {
		arr[i].Name += "!"
	}
	p := &arr[0]
	p.Name = "via p"
	arr = append(arr, u)
	p.Name = "old array"
	fmt.Println(arr[0].Name, arr[1].Name)
	anon := struct{ a, b int }{1, 2}
	fmt.Println(anon == In{1, 2}, In(anon))
	pt := []struct {
		X, Y int
		Tag  string
	}{{1, 2, "a"}, {Y: 5}}
	fmt.Printf("%v %+v\n", pt, pt)
	var e1, e2 struct{}
	fmt.Println(e1 == e2, struct{ a [2]string }{[2]string{"p", "q"}} == struct{ a [2]string }{[2]string{"p", "q"}})
}
