// Predeclared names may be declared anew.
package main

import "fmt"

func len(s string) int { return 42 }

type string = []byte

func max(a, b int) int { return a - b }

func main() {
	true := false
	nil := 7
	fmt.Println(len(string("abc")), max(1, 2), true, nil)
	print := fmt.Sprintf
	fmt.Println(print("%T", string("x")))
	{
		int := 3
		append := int + 1
		fmt.Println(int, append)
	}
}
