// unicode, utf8 and utf16.
package main

import (
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

func main() {
	for _, r := range "aZ5 世é!\t_Σ" {
		fmt.Print(unicode.IsLetter(r), unicode.IsUpper(r), unicode.IsDigit(r), unicode.IsSpace(r), unicode.IsPunct(r), unicode.Is(unicode.Han, r), string(unicode.ToUpper(r)), string(unicode.ToLower(r)), " ")
	}
	fmt.Println()
	b := []byte("a世\xff")
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		fmt.Print(r, " ", n, ";")
		b = b[n:]
	}
	fmt.Println(utf8.RuneCount([]byte("né")), utf8.ValidString("a\xff"), utf8.RuneLen('é'), utf8.FullRune([]byte{0xe4}))
	buf := make([]byte, 4)
	n := utf8.EncodeRune(buf, '😀')
	fmt.Println(buf[:n], utf16.Encode([]rune("a😀")), string(utf16.Decode([]uint16{0x61, 0xd83d, 0xde00})))
	r, size := utf8.DecodeLastRuneInString("x世")
	fmt.Println(string(r), size, unicode.MaxRune, utf8.UTFMax, unicode.In('x', unicode.Latin, unicode.Greek))
}
