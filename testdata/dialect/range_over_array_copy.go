// range over an array works on a copy; over a pointer or slice it does not.
package main

import "fmt"

func main() {
	a := [3]int{1, 2, 3}
	for i, v := range a {
		a[2] = 10
		fmt.Print(i, v, " ")
	}
	b := [3]int{1, 2, 3}
	for i, v := range &b {
		b[2] = 10
		fmt.Print(i, v, " ")
	}
	s := []int{1, 2, 3}
	for i, v := range s {
		s = append(s, v)
		s[2] = 10
		fmt.Print(i, v, " ")
	}
	fmt.Println(len(s))
	var p *[5]int
	for i := range p {
		fmt.Print(i)
	}
	fmt.Println(len(p))
}
