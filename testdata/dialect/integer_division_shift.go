// Division truncates towards zero; shifts by more than the width.
package main

import "fmt"

func main() {
	for _, a := range []int{7, -7} {
		for _, b := range []int{2, -2} {
			fmt.Print(a/b, a%b, " ")
		}
	}
	fmt.Println()
	n := uint(40)
	fmt.Println(int32(1)<<n, int8(-1)>>n, uint8(255)>>n, uint64(1)<<63>>n, -8>>1, -1>>10)
	var s int64 = 3
	fmt.Println(1<<s, int8(1)<<s, 1<<s == 8, uint16(0xffff)<<s)
	f := 1.0
	var w int = 1 << s
	fmt.Println(w, int(f)<<s, ^5, 5&^3, 6^3, 6|1, 6&3)
	var i uint8 = 1
	i <<= 7
	i >>= 1
	i |= 3
	i &^= 1
	i ^= 0xf0
	i %= 100
	fmt.Println(i)
}
