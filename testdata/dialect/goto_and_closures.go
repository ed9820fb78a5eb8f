// Variables declared in a block that goto re-enters are new each time.
package main

import "fmt"

func main() {
	var fs []func() int
	i := 0
loop:
	{
		v := i * 10
		fs = append(fs, func() int { v++; return v })
		i++
	}
	if i < 3 {
		goto loop
	}
	for _, f := range fs {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println(i)
}
