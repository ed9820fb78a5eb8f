// want: load_error

package candidate

// Run is not Go: it has a way to its end without a result.
func Run() int {
	if len("x") == 2 {
		return 1
	}
}
