// Shift counts that are operations themselves, in every place where a shift can stand.
package main

import "fmt"

const width = 4

type mask uint64

func pack(k, bits int) (n uint64) {
	n |= uint64(bits>>2) << (uint(k) * 2 * width)
	n += uint64(bits) >> (uint(k) % width << 1)
	return n
}

func counts(k uint, a uint8, b uint16) (n uint64, m uint8, s []uint64) {
	n = uint64(a) << (k * 2)
	m = a >> (k + 1)
	s = append(s, n>>(k*3), 1<<(k*2+1), n<<(b-a16(a)))
	n += uint64(m) << (k % 8)
	x := int64(-1) << (k ^ 3)
	if x>>(k&1) < 0 && n<<(k|1) != 0 {
		n++
	}
	s[k-k] <<= k + 1
	return n << (k - 1) >> (k / 2), m, s
}

func a16(a uint8) uint16 { return uint16(a) }

func generic[T ~uint8 | ~uint64](x T, by uint) T { return x<<(by*2) | x>>(by+by) }

func main() {
	fmt.Println(pack(2, 4096))
	fmt.Println(counts(2, 200, 203))
	fmt.Println(generic(uint8(0x81), 1), generic(mask(0x81), 3))
	var table [8]mask
	for i := range uint(8) {
		table[i] = 1<<(i*2) | 1<<(7-i)
	}
	fmt.Println(table, fmt.Sprintf("%T %v", table[1]<<(table[0]&1), -8>>(table[1]&1)))
}
