// want: ok

package candidate

import (
	"fmt"
	"strings"
)

// Run writes more than 64 KiB without a line break.
func Run() {
	for i := 0; i < 10; i++ {
		fmt.Print(strings.Repeat("x", 10000))
	}
}
