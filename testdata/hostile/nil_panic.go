// want: panic

package candidate

// Run panics with nothing to say.
func Run() { panic(nil) }
