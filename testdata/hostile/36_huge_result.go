// want: output_limit

package candidate

import "strings"

// Run returns more than a message may hold.
func Run() string { return strings.Repeat("x", 32<<20) }
