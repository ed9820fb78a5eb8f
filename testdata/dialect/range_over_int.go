// range over integers of several types.
package main

import "fmt"

func main() {
	for range 3 {
		fmt.Print("x")
	}
	for i := range 3 {
		fmt.Print(i)
	}
	fmt.Println()
	var n uint8 = 3
	for i := range n {
		fmt.Printf("%T%d ", i, i)
	}
	type My int64
	for i := range My(2) {
		fmt.Printf("%T%d ", i, i)
	}
	const c = 2
	for i := range c {
		fmt.Printf("%T%d ", i, i)
	}
	for i := range -5 {
		fmt.Println("never", i)
	}
	k := 4
	for i := range k {
		k = 100
		i += 10
		fmt.Print(i, " ")
	}
	fmt.Println(k)
	for i := range len("abc") {
		defer fmt.Println("deferred", i)
	}
}
