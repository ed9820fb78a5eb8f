package candidate

import "vec"

// Distance is that between two points, each given as x and y.
func Distance(x1, y1, x2, y2 float64) float64 {
	return vec.Vec{X: x1, Y: y1}.Sub(vec.Vec{X: x2, Y: y2}).Len()
}
