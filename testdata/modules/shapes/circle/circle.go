// Package circle knows round things.
package circle

import (
	"math"
	"vec"
)

// A Circle has a centre and a radius.
type Circle struct {
	Centre vec.Vec
	R      float64
}

// Area is the area within.
func (c Circle) Area() float64 { return math.Pi * c.R * c.R }

// Contains says whether p is within.
func (c Circle) Contains(p vec.Vec) bool { return p.Sub(c.Centre).Len() <= c.R }
