// want: memory_limit, panic

package candidate

import "strings"

// Run lets a native function ask for more than there is.
func Run() int {
	return len(strings.Repeat("petri", 1<<36))
}
