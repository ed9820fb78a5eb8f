// want: denied

package candidate

//go:linkname exit os.runtime_beforeExit
func exit(code int)

// Run calls what it should not know.
func Run() { exit(0) }
