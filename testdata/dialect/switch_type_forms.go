// Type switches: with init, several types, shadowing, without variable, fallthrough-free default.
package main

import "fmt"

type Num interface{ ~int | ~float64 }

func f(xs ...any) {
	for _, x := range xs {
		switch y := x; x := y.(type) {
		case int8, int16:
			fmt.Printf("small %T %v;", x, x)
		case uint8:
			fmt.Print("byte ", x+1, ";")
		case rune:
			fmt.Print("rune ", string(x), ";")
		case []byte:
			fmt.Print("bytes ", string(x), ";")
		case func():
			x()
		case map[string]any:
			fmt.Print("map ", len(x), ";")
		case *any:
			fmt.Print("ptr ", *x, ";")
		}
		switch x.(type) {
		case int8, rune:
			fmt.Print("[i8/rune]")
		default:
			fmt.Print("[?]")
		}
	}
	fmt.Println()
}

func main() {
	var a any = "in"
	f(int8(1), int16(2), byte(7), 'x', []byte("b"), func() { fmt.Print("called;") }, map[string]any{"k": nil}, &a)
}
