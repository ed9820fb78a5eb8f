// Numbers from the standard input with a buffered reader and Fscan.
package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
)

func main() {
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	var n int
	fmt.Fscan(in, &n)
	xs := make([]int, n)
	for i := range xs {
		fmt.Fscan(in, &xs[i])
	}
	sort.Ints(xs)
	fmt.Fprintln(out, n, xs)
	var rest []string
	for {
		var s string
		if _, err := fmt.Fscan(in, &s); err != nil {
			fmt.Fprintln(out, err)
			break
		}
		rest = append(rest, s)
	}
	fmt.Fprintf(out, "%q\n", rest)
}
