// A variable declared in a switch case and captured there.
package main

import "fmt"

func main() {
	var fs []func() int
	for i := 0; i < 5; i++ {
		switch i % 3 {
		case 0:
			v := i * 10
			fs = append(fs, func() int { return v })
		case 1:
			v := i * 100
			fs = append(fs, func() int { v++; return v })
		default:
			v := i * 1000
			fs = append(fs, func() int { return v })
		}
	}
	for _, f := range fs {
		fmt.Println(f(), f())
	}
}
