// want: load_error

package candidate

// Square uses a name that does not exist.
func Square(x float64) float64 {
	return x * y
}
