// want: load_error

package candidate

// Run is not Go: it declares what it does not use.
func Run() int {
	unused := 2
	return 1
}
