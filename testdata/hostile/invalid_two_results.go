// want: load_error

package candidate

func two() (int, error) { return 1, nil }

// Run is not Go: it has one variable for two results.
func Run() int {
	x := two()
	return x
}
