// want: timeout

package candidate

// Square searches by a step that misses the answer.
func Square(x float64) float64 {
	y := 0.5
	for y != x*x {
		y++
	}
	return y
}
