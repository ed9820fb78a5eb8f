// os.Exit(0) from deep within.
package main

import (
	"fmt"
	"os"
)

func deep(n int) {
	if n == 0 {
		os.Exit(0)
	}
	deep(n - 1)
}

func main() {
	fmt.Println("a")
	deep(5)
	fmt.Println("b")
}
