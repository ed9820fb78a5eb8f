// Vigenère, XOR, base conversions, checksums, run-length of bits, Gray code, Hamming.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/adler32"
	"hash/crc32"
	"math/bits"
)

func vigenere(s, key string, dir int) string {
	out := []byte(s)
	k := 0
	for i, c := range out {
		if c >= 'a' && c <= 'z' {
			shift := dir * int(key[k%len(key)]-'a')
			out[i] = byte((int(c-'a')+shift+26)%26) + 'a'
			k++
		}
	}
	return string(out)
}
func xor(data, key []byte) []byte {
	out := make([]byte, len(data))
	for i, b := range data {
		out[i] = b ^ key[i%len(key)]
	}
	return out
}
func hamming(a, b string) (int, error) {
	if len(a) != len(b) {
		return 0, fmt.Errorf("lengths %d and %d", len(a), len(b))
	}
	n := 0
	for i := range a {
		if a[i] != b[i] {
			n++
		}
	}
	return n, nil
}
func adler(s string) uint32 {
	a, b := uint32(1), uint32(0)
	for _, c := range []byte(s) {
		a = (a + uint32(c)) % 65521
		b = (b + a) % 65521
	}
	return b<<16 | a
}
func crc(s string) uint32 {
	c := ^uint32(0)
	for i := 0; i < len(s); i++ {
		c ^= uint32(s[i])
		for range 8 {
			if c&1 == 1 {
				c = c>>1 ^ 0xEDB88320
			} else {
				c >>= 1
			}
		}
	}
	return ^c
}

type Bits uint8

func (b Bits) Has(f Bits) bool { return b&f != 0 }
func (b *Bits) Set(f Bits)     { *b |= f }
func (b *Bits) Clear(f Bits)   { *b &^= f }

func main() {
	e := vigenere("attack at dawn", "lemon", 1)
	fmt.Println(e, vigenere(e, "lemon", -1))
	x := xor([]byte("secret"), []byte("k3y"))
	fmt.Printf("%x %s\n", x, xor(x, []byte("k3y")))
	fmt.Println(hamming("GAGCCT", "CATCGT"))
	fmt.Println(hamming("a", "ab"))
	fmt.Println(adler("Wikipedia") == adler32.Checksum([]byte("Wikipedia")), crc("123456789") == crc32.ChecksumIEEE([]byte("123456789")))
	for i := range 8 {
		fmt.Printf("%03b ", i^i>>1)
	}
	var b Bits
	b.Set(1 | 4)
	b.Clear(1)
	fmt.Println(b, b.Has(4), b.Has(1), bits.OnesCount8(uint8(b)))
	sum := sha256.Sum256([]byte("petri"))
	fmt.Println(hex.EncodeToString(sum[:8]))
}
