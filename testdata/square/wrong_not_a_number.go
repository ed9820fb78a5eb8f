// want: ok
// score: <1

package candidate

import "math"

// Square has no answer for negative numbers.
func Square(x float64) float64 {
	root := math.Sqrt(x)
	return root * root * root * root
}
