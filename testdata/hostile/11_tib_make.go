// want: memory_limit, panic

package candidate

// Run asks for a TiB at once.
func Run() int {
	n := 1 << 40
	return len(make([]byte, n))
}
