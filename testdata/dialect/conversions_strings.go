// Strings, bytes, runes; invalid UTF-8.
package main

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

type MyBytes []byte
type MyString string

func main() {
	s := "héllo\xffw\xc3"
	fmt.Println(len(s), len([]rune(s)), utf8.ValidString(s), utf8.RuneCountInString(s))
	for _, r := range []rune(s) {
		fmt.Printf("%x ", r)
	}
	fmt.Printf("%q %+q %x % x\n", s, s, s, s)
	b := []byte(s)
	b[0] = 'H'
	fmt.Printf("%q %q\n", s[:1], b[:1])
	mb := MyBytes("abc")
	ms := MyString(mb)
	mb[0] = 'x'
	fmt.Println(ms, string(mb), string(ms)+"!", []byte(ms))
	fmt.Printf("%q %q %q\n", string(rune(-1)), string(rune(0xD800)), string([]rune{0x110000, 'a'}))
	fmt.Println(s[1], s[1:3], string(s[1]), strings.ToValidUTF8(s, "?"))
	r, size := utf8.DecodeRuneInString(s[6:])
	fmt.Println(r == utf8.RuneError, size, utf8.RuneLen('世'), utf8.AppendRune(nil, 'é'))
}
