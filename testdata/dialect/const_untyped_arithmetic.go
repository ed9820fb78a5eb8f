// Untyped constants are exact and large; they get a type late.
package main

import (
	"fmt"
	"math"
	"time"
)

const Huge = 1 << 100
const Pi2 = 3.14159265358979323846264338327950288 * 2

func main() {
	fmt.Println(Huge>>98, Huge/(1<<97), 5/2, 5/2.0, 5.0/2, 7%3, -7/2, -7%3)
	const big = 1e100
	fmt.Println(big/1e98, 'a'+1, string(rune('a'+1)), 1<<3.0, math.MaxUint64>>63)
	var f float32 = 1 / 3.0
	var g float64 = 1 / 3.0
	fmt.Println(f, g, float64(f) == g, Pi2)
	var i8 int8 = 'a' - 'b'
	var d time.Duration = 2.5 * 1e9
	fmt.Println(i8, d, len("const")*2, 3*time.Second/2)
	const s = "hello" + " " + "world"
	fmt.Println(len(s), s[4], s[:5], 0.1+0.2, float32(0.1)+float32(0.2))
	x := 0.1
	y := 0.2
	fmt.Println(x+y, 1_000_000, 0b1010, 0o17, 0xFF, 0x1p-2, 1e3, 'x', '\n', '\u00e9')
	fmt.Printf("%T %T %T %T %T\n", 1, 1.0, 'a', "s", 2i)
	fmt.Println(uint32(math.MaxUint32), int64(math.MinInt64), ^0, -5>>1, uint8(255)&^0x0f)
}
