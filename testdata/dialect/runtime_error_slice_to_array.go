// Converting a slice that is too short to an array.
package main

import "fmt"

func main() {
	s := []int{1, 2, 3}
	a := [3]int(s)
	p := (*[2]int)(s)
	p[0] = 9
	fmt.Println(a, *p, s)
	defer func() { fmt.Println(recover()) }()
	b := [4]int(s)
	fmt.Println(b)
}
