// LCG, xorshift, FNV and bit tricks with exact widths.
package main

import (
	"fmt"
	"math"
	"math/bits"
)

func lcg(s uint32) uint32 { return s*1664525 + 1013904223 }
func xorshift(x uint64) uint64 {
	x ^= x << 13
	x ^= x >> 7
	x ^= x << 17
	return x
}

func main() {
	s := uint32(42)
	x := uint64(88172645463325252)
	for range 5 {
		s = lcg(s)
		x = xorshift(x)
		fmt.Println(s, x, int32(s), int8(x), uint16(x), int16(x>>8))
	}
	fmt.Println(bits.OnesCount32(s), bits.LeadingZeros64(x), bits.TrailingZeros16(0x80), bits.Reverse8(0x1d), bits.RotateLeft32(s, 7), bits.Len(1023))
	hi, lo := bits.Mul64(x, x)
	sum, carry := bits.Add64(math.MaxUint64, 1, 0)
	fmt.Println(hi, lo, sum, carry)
}
