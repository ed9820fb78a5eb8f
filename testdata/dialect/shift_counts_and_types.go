// Shift counts of all types, shifts of untyped constants, precedence.
package main

import (
	"fmt"
	"math/bits"
)

func main() {
	var s uint = 33
	var i = 1 << s
	var j int32 = 1 << s
	var k = uint64(1 << s)
	var w int64 = 1.0 << 33
	var n8 int8 = 3
	fmt.Println(i, j, k, w, 1<<n8, uint8(1)<<n8<<n8, 1<<3+1, 1<<(3+1), -1>>1, ^1<<2)
	var u8 uint8 = 0xF0
	fmt.Println(u8>>4|u8<<4, u8<<1>>1, uint16(u8)<<4, int8(u8>>1), u8&0x3c^0xff, 7&^2|8)
	x := 5
	x <<= 2
	x >>= 1
	x ^= x << 1
	fmt.Println(x, x&-x, x&(x-1), bits.Len(uint(x)))
	var z uint64 = 1<<64 - 1
	fmt.Println(z>>63, z<<63, z>>64>>0 == 0, uint32(z)>>s)
}
