// Types of one package embedded, implemented and printed in another.
package main

import (
	"fmt"

	"shapes"
	. "zoo"
)

type Point struct{ X, Y int }

type Cube struct {
	shapes.Rect
	D float64
}

func (c Cube) Area() float64 { return c.Rect.Area() * c.D }

func main() {
	all := []shapes.Shape{shapes.Unit, Make(2), Cube{shapes.Rect{Base: shapes.New("q", 5, 5), W: 2, H: 3}, 4}}
	for _, s := range all {
		fmt.Printf("%v %.1f %T\n", s, s.Area(), s)
	}
	c := all[1].(*Circle)
	c.Move(1)
	fmt.Println(c.At(), c.Name, shapes.Version)
	n := 0
	shapes.Walk(all, func(s shapes.Shape) bool {
		n++
		_, isCube := s.(Cube)
		return !isCube && n < 2
	})
	p, q := Point{1, 2}, shapes.Point{X: 1, Y: 2}
	fmt.Println(n, p, q, Point(q) == p, ToSpot(q), any(p) == any(Point(q)), any(p) == any(q))
	fmt.Printf("%T %T %T %v %+v\n", p, q, ToSpot(q), []any{p, q}, map[shapes.Point]Point{q: p})
	var s fmt.Stringer = q
	if _, ok := s.(shapes.Shape); !ok {
		fmt.Println("a point is no shape")
	}
	f := shapes.Point.String
	fmt.Println(f(q), shapes.Rect.Area(shapes.Unit))
	shapes.Unit.W = 7
	fmt.Println(shapes.Unit.Area())
}
