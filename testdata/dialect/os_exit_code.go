// os.Exit ends at once, without deferred calls.
package main

import (
	"fmt"
	"os"
)

func main() {
	defer fmt.Println("never printed")
	fmt.Println("leaving")
	func() {
		os.Exit(3)
	}()
}
