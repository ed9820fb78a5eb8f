// want: output_limit

package candidate

import "fmt"

// Run writes lines without end.
func Run() {
	for i := 0; ; i++ {
		fmt.Println("line", i)
	}
}
