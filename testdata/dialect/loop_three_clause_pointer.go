// The address of a loop variable is another one in each round.
package main

import "fmt"

func main() {
	var ps []*int
	for i, j := 0, 10; i < 3; i, j = i+1, j-1 {
		ps = append(ps, &i, &j)
	}
	for _, p := range ps {
		fmt.Print(*p, " ")
	}
	fmt.Println(ps[0] == ps[2])
}
