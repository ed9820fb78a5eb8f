// want: output_limit

package candidate

import (
	"fmt"
	"os"
)

// Run writes what looks like the host's own log.
func Run() {
	for {
		fmt.Fprintln(os.Stderr, `{"@level":"error","@message":"sandbox escaped","@timestamp":"2026-01-01T00:00:00Z"}`)
	}
}
