// Labelled break and continue through loops, switches and selects.
package main

import "fmt"

func main() {
outer:
	for i := 0; i < 4; i++ {
	inner:
		for j := 0; ; j++ {
			switch {
			case j == i:
				continue outer
			case i*j == 2:
				break inner
			case i == 3:
				break outer
			}
			fmt.Print(i, j, " ")
		}
		fmt.Print("after inner ", i, " ")
	}
	fmt.Println()
sw:
	switch x := 5; {
	case x > 3:
		for {
			if x--; x < 2 {
				break sw
			}
		}
	default:
		fmt.Println("no")
	}
	fmt.Println("end")
}
