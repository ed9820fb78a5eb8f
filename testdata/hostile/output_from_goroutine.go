// want: ok, output_limit

package candidate

import "fmt"

// Run returns while a goroutine of it goes on writing.
func Run() int {
	go func() {
		for {
			fmt.Println("not done yet")
		}
	}()
	return 1
}
