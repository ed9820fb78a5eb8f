// Assertion from any to an interface of the program.
package main

import "fmt"

type Shape interface {
	Area() float64
	Name() string
}
type Rect struct{ w, h float64 }

func (r Rect) Area() float64 { return r.w * r.h }
func (r Rect) Name() string  { return "rect" }

type Circle struct{ r float64 }

func (c *Circle) Area() float64 { return 3 * c.r * c.r }
func (c *Circle) Name() string  { return "circle" }

func main() {
	for _, x := range []any{Rect{2, 3}, &Circle{1}, Circle{1}, 5, nil, &Rect{1, 1}} {
		if s, ok := x.(Shape); ok {
			fmt.Println(s.Name(), s.Area())
		} else {
			fmt.Println("no shape:", x)
		}
	}
}
