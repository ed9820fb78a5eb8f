// The builtins min and max on all ordered types.
package main

import (
	"fmt"
	"math"
)

func main() {
	a, b := 3, 7
	fmt.Println(min(a, b), max(a, b, 12), min(2.5, float64(a)), max("b", "abc"))
	fmt.Println(min(0.0, math.NaN()), max(math.Inf(1), 1), min(a, 1))
	const c = max(1, 2.5, 'a')
	fmt.Printf("%T %v\n", c, c)
	var u8 uint8 = 200
	fmt.Println(max(u8, 100), min(u8, 255))
	type S string
	fmt.Println(min(S("x"), "a"))
	fmt.Println(1 / min(math.Copysign(0, -1), 0))
}
