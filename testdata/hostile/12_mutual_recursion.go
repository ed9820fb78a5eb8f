// want: crashed

package candidate

func even(n int) bool { return odd(n + 1) }

func odd(n int) bool { return !even(n + 1) }

// Run recurses through two functions.
func Run() bool { return even(0) }
