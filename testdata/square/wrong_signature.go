// want: load_error

package candidate

// Square does not fit the harness: it wants whole numbers.
func Square(x int) int {
	return x * x
}
