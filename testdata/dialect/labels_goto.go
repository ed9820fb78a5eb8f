// goto forwards and backwards.
package main

import "fmt"

func main() {
	i := 0
again:
	if i < 3 {
		fmt.Print(i, " ")
		i++
		goto again
	}
	for j := range 10 {
		for k := range 10 {
			if j*k == 42 {
				fmt.Println(j, k)
				goto done
			}
		}
	}
	fmt.Println("not found")
done:
	fmt.Println("done")
}
