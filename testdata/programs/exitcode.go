// want: failed

// Command exitcode ends with a status that says that it failed.
package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Println("about to fail")
	os.Exit(3)
}
