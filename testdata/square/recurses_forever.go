// want: crashed

package candidate

// Square has no end in its recursion.
func Square(x float64) float64 {
	return Square(x-1) + 2*x - 1
}
