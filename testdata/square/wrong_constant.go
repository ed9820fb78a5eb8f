// want: ok
// score: <1

package candidate

// Square has learned one answer.
func Square(x float64) float64 {
	return 25
}
