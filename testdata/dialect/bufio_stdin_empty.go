// Reading an empty standard input.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
)

func main() {
	sc := bufio.NewScanner(os.Stdin)
	n := 0
	for sc.Scan() {
		n++
	}
	fmt.Println(n, sc.Err())
	var x int
	k, err := fmt.Scan(&x)
	fmt.Println(k, err, len(os.Args))
	_, err = bufio.NewReader(os.Stdin).ReadString('\n')
	fmt.Println(err == io.EOF)
	b, err := io.ReadAll(os.Stdin)
	fmt.Println(len(b), err)
}
