// want: crashed

package candidate

func down(n int) int { return down(n+1) + 1 }

// Run recurses until the stack ends.
func Run() int { return down(0) }
