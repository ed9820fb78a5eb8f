// want: memory_limit

package candidate

// Run asks for more than it may have, and touches none of it.
func Run() int {
	n := 1 << 29
	return len(make([]byte, n))
}
