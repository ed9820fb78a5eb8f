// want: ok
// score: 1

package candidate

// Square goes down one by one: x*x = (x-1)*(x-1) + 2x - 1. It ends for whole
// numbers only.
func Square(x float64) float64 {
	switch {
	case x < 0:
		return Square(-x)
	case x == 0:
		return 0
	}
	return Square(x-1) + 2*x - 1
}
