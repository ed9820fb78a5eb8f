// defer of a named function in a loop keeps each round's argument.
package main

import "fmt"

func show(i int, s string) { fmt.Println(i, s) }

func main() {
	for i := 0; i < 3; i++ {
		defer show(i, fmt.Sprint("v", i*i))
	}
	for _, s := range []string{"a", "b"} {
		defer show(len(s), s)
	}
	j := 0
	for j < 2 {
		defer show(j, "while")
		j++
	}
}
