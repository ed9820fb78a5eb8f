// Package shapes has types that others embed, extend and print.
package shapes

import "fmt"

type Shape interface {
	Area() float64
	fmt.Stringer
}

type Point struct{ X, Y int }

func (p Point) String() string { return fmt.Sprintf("(%d;%d)", p.X, p.Y) }

type Base struct {
	Name string
	at   Point
}

func New(name string, x, y int) Base { return Base{name, Point{x, y}} }

func (b Base) At() Point    { return b.at }
func (b *Base) Move(dx int) { b.at.X += dx }

type Rect struct {
	Base
	W, H float64
}

func (r Rect) Area() float64  { return r.W * r.H }
func (r Rect) String() string { return fmt.Sprintf("%s %gx%g at %v", r.Name, r.W, r.H, r.at) }

type Visitor func(Shape) bool

func Walk(shapes []Shape, v Visitor) {
	for _, s := range shapes {
		if !v(s) {
			return
		}
	}
}

var Unit = Rect{New("unit", 0, 0), 1, 1}

const Version = "v" + "1"
