// Sscan, Sscanf, Sscanln and Fscan.
package main

import (
	"fmt"
	"strings"
)

type Temp float64

func main() {
	var a, b int
	var s string
	var f float64
	n, err := fmt.Sscanf("10-20 abc 1.5", "%d-%d %s %g", &a, &b, &s, &f)
	fmt.Println(n, err, a, b, s, f)
	n, err = fmt.Sscan("7 8\n9", &a, &b, &f)
	fmt.Println(n, err, a, b, f)
	n, err = fmt.Sscan("x", &a)
	fmt.Println(n, err)
	n, err = fmt.Sscan("", &a)
	fmt.Println(n, err)
	n, err = fmt.Sscanln("1 2", &a)
	fmt.Println(n, err, a)
	var r rune
	var h int
	var u uint8
	var bo bool
	n, err = fmt.Sscanf("z ff 0x1F true", "%c %x %v %t", &r, &h, &u, &bo)
	fmt.Println(n, err, string(r), h, u, bo)
	n, err = fmt.Sscanf("300", "%d", &u)
	fmt.Println(n, err)
	rd := strings.NewReader("1 2 3 4 x")
	sum := 0
	for {
		if _, err := fmt.Fscan(rd, &a); err != nil {
			fmt.Println(err)
			break
		}
		sum += a
	}
	fmt.Println(sum)
	var t Temp
	var q string
	fmt.Sscanf(`36.6 "quoted str"`, "%g %q", &t, &q)
	fmt.Println(t, q)
}
