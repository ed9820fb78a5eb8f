// want: ok
// score: <1

package candidate

// Square multiplies once too often.
func Square(x float64) float64 {
	return x * x * x
}
