// want: ok
// score: <1

package candidate

// Square forgets that a square is not negative.
func Square(x float64) float64 {
	if x < 0 {
		return -x * x
	}
	return x * x
}
