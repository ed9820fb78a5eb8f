// want: output_limit

package candidate

import "fmt"

// Square talks too much.
func Square(x float64) float64 {
	for {
		fmt.Println("still thinking about", x)
	}
}
