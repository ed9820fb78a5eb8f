// fmt.Scan and Scanln on the standard input.
package main

import (
	"fmt"
	"io"
	"strings"
)

func main() {
	counts := map[string]int{}
	var w string
	for {
		_, err := fmt.Scan(&w)
		if err == io.EOF {
			break
		}
		counts[strings.ToLower(w)]++
	}
	fmt.Println(counts)
}
