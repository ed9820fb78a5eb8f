// A comparison returned as any.
package main

import "fmt"

func eq(a, b int) any { return a == b }

func pick(n int) any {
	switch n {
	case 0:
		return n > 1
	case 1:
		return nil
	case 2:
		return -n
	case 3:
		return "a" + "b"
	}
	return !(n == 4) || n < 3
}

func main() {
	fmt.Println(eq(1, 1), eq(1, 2), eq(1, 1) == true)
	for i := range 5 {
		fmt.Printf("%v %T\n", pick(i), pick(i))
	}
	var x any = len("abc") == 3 && true
	fmt.Println(x)
}
