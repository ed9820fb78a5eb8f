package zoo

import "shapes"

type Spot struct{ X, Y int }

type Circle struct {
	shapes.Base
	R float64
}

func (c *Circle) Area() float64  { return 3 * c.R * c.R }
func (c *Circle) String() string { return "circle " + c.Name + " at " + c.At().String() }

func Make(r float64) shapes.Shape {
	c := &Circle{shapes.New("c", 1, 2), r}
	c.Move(10)
	return c
}

func ToSpot(p shapes.Point) Spot { return Spot(p) }
