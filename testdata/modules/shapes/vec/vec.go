// Package vec knows points in the plane.
package vec

import "math"

// A Vec is a point, or the way to it.
type Vec struct{ X, Y float64 }

// Sub is the way from w to v.
func (v Vec) Sub(w Vec) Vec { return Vec{v.X - w.X, v.Y - w.Y} }

// Len is the length of v.
func (v Vec) Len() float64 { return math.Hypot(v.X, v.Y) }
