// Lines from the standard input, split into commands.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

func run(line string) (res string, err error) {
	f := strings.Fields(line)
	if len(f) == 0 {
		return "", io.EOF
	}
	var a, b float64
	if _, err := fmt.Sscan(strings.Join(f[1:], " "), &a, &b); err != nil {
		return "", fmt.Errorf("%s: %w", f[0], err)
	}
	switch f[0] {
	case "add":
		return fmt.Sprint(a + b), nil
	case "mul":
		return fmt.Sprint(a * b), nil
	}
	return "", fmt.Errorf("unknown command %q", f[0])
}

func main() {
	sc := bufio.NewScanner(os.Stdin)
	for n := 1; sc.Scan(); n++ {
		res, err := run(sc.Text())
		if errors.Is(err, io.EOF) {
			fmt.Println(n, "empty")
			continue
		}
		fmt.Println(n, res, err)
	}
	if err := sc.Err(); err != nil {
		os.Exit(1)
	}
	os.Exit(4)
}
