// want: memory_limit

package candidate

// Run appends without end.
func Run() {
	var all []byte
	for {
		all = append(all, "sixteen bytes..."...)
	}
}
