// %v, %+v, %#v and %T on structs, pointers, nested and anonymous ones.
package main

import "fmt"

type Point struct{ X, Y int }
type Line struct {
	A, B  Point
	Label string
	next  *Line
}
type Empty struct{}
type Wrap struct {
	Point
	*Line
	any
	F func()
	C chan int
	E error
}

func main() {
	p := Point{1, -2}
	l := Line{p, Point{3, 4}, "l \"q\"", nil}
	for _, x := range []any{p, &p, l, &l, Empty{}, &Empty{}, []Point{p, {5, 6}}, []*Point{nil}, map[string]Point{"b": p, "a": {}}, struct {
		N int
		s string
	}{7, "x"}, Wrap{Point: p}, [2]Point{p}, &[]Point{p}, &map[string]int{"k": 1}, &[2]int{1, 2}} {
		fmt.Printf("%v\n%+v\n%T\n", x, x, x)
	}
	fmt.Printf("%#v %#v\n%#v\n", p, l, []Point{p})
	fmt.Printf("%#v %#v %#v\n", struct{ A any }{1}, map[Point]string{{1, 2}: "x"}, [1]Empty{})
	fmt.Printf("%#v %#v %#v %#v %#v %#v\n", 1, "s", 1.0, true, 'x', 2i)
	fmt.Printf("%#v %#v %#v %#v\n", []any{1, "a", nil}, []string(nil), map[string]int(nil), (*Point)(nil))
	fmt.Printf("%#v %#v %#v\n", uint8(3), []byte{1, 2}, any(nil))
}
