// Package candidate measures figures. Its modules import one another by name.
package candidate

import "circle"

// Area is the area of a circle of radius r.
func Area(r float64) float64 {
	return circle.Circle{R: r}.Area()
}
