// Variables of if statements captured in their branches.
package main

import "fmt"

func main() {
	var fs []func() int
	for i := range 4 {
		if v := i * 2; v > 4 {
			w := v + 1
			fs = append(fs, func() int { return v + w })
		} else if u := v + 100; i == 1 {
			fs = append(fs, func() int { u++; return u })
		} else {
			fs = append(fs, func() int { return v - u })
		}
	}
	for _, f := range fs {
		fmt.Println(f(), f())
	}
}
