// Switches with and without tag, with init, lists, default anywhere, no clauses.
package main

import "fmt"

func f(n int) string {
	switch n {
	default:
		return "other"
	case 1, 2, 3:
		return "small"
	case 10:
		return "ten"
	}
}

func side(s string, b bool) bool { fmt.Print(s, " "); return b }

func main() {
	for _, n := range []int{2, 10, 11} {
		fmt.Print(f(n), " ")
	}
	switch x := 3; x * x {
	case 9:
		fmt.Println("nine", x)
	}
	switch {
	case side("a", false), side("b", true), side("c", true):
		fmt.Println("taken")
	case side("d", true):
	}
	switch side("tag", true); {
	default:
		fmt.Println("default")
	}
	switch x := any(3.0); x {
	case 3:
		fmt.Println("int")
	case 3.0:
		fmt.Println("float")
	}
	switch s := "b"; s {
	case "a":
		fmt.Println("A")
	case "b":
		fmt.Println("B")
		if s == "b" {
			break
		}
		fmt.Println("never")
	}
	switch [2]int{1, 2} {
	case [2]int{1, 2}:
		fmt.Println("array")
	}
	switch {
	}
}
