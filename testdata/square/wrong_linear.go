// want: ok
// score: <1

package candidate

// Square doubles: right for 0 and 2 only.
func Square(x float64) float64 {
	return 2 * x
}
