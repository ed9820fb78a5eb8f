// want: ok
// score: 1

package candidate

import "math"

// Square leaves the work to the library.
func Square(x float64) float64 {
	return math.Pow(x, 2)
}
