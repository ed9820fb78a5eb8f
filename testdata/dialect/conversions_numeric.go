// Conversions between numbers truncate and wrap.
package main

import (
	"fmt"
	"math"
)

type Meters float64

func main() {
	f := 3.99
	n := -1
	big := int64(1) << 40
	fmt.Println(int(f), int(-f), uint8(int(f)+254), uint(n) == math.MaxUint, uint8(n), int8(200+n), int32(big), int32(big+7), uint16(70000+n))
	fmt.Println(float32(16777217), float64(float32(0.1)), float64(big), Meters(f)*2, int64(Meters(f)*2))
	fmt.Println(int64(float64(1<<53)+1), math.Float64bits(1.5), math.Float32frombits(0x40490fdb))
	var r rune = 0x1F600
	fmt.Println(string(r), string(rune(65)), []rune("é")[0], []byte("é"), string([]rune{72, 105}), string([]byte{104, 105}))
	fmt.Println(byte('a'), rune(byte(200)), int('世'))
	u := uint64(math.MaxUint64)
	fmt.Println(float64(u), int64(u), float32(u), uint32(u>>4))
}
