// Arithmetic of every size wraps around.
package main

import (
	"fmt"
	"math"
)

func main() {
	var i8 int8 = 127
	var u8 uint8 = 255
	var i16 int16 = 32767
	var u16 uint16 = 65535
	var i32 int32 = math.MaxInt32
	var u32 uint32 = math.MaxUint32
	var i64 int64 = math.MaxInt64
	var u64 uint64 = math.MaxUint64
	var u uint = 0
	i8++
	u8++
	i16 += 2
	u16 += 2
	i32 *= 2
	u32 *= 3
	i64++
	u64 *= u64
	u--
	fmt.Println(i8, u8, i16, u16, i32, u32, i64, u64, u)
	i8 = -128
	i8 = -i8
	fmt.Println(i8, i8/-1, -i8*i8, i8-1)
	var a, b uint8 = 200, 100
	fmt.Println(a+b, a*b, b-a, a<<1, a>>1, ^a, a+b > 50, int(a)+int(b))
	x := int32(-2147483648)
	fmt.Println(x-1, -x, x*x, uint32(x), x/-1, x%-1)
	h := uint32(2166136261)
	for _, c := range []byte("hash me") {
		h ^= uint32(c)
		h *= 16777619
	}
	fmt.Println(h)
	var r rune = 'z'
	r += 1 << 30
	fmt.Println(r, byte(r))
}
