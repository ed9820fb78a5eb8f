// want: load_error

package candidate

// Square lacks an operand.
func Square(x float64) float64 {
	return x *
}
