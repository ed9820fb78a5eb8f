// Indexing, slicing, comparing, concatenating, iterating by bytes.
package main

import (
	"fmt"
	"strconv"
	"strings"
)

func reverse(s string) string {
	r := []rune(s)
	for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
		r[i], r[j] = r[j], r[i]
	}
	return string(r)
}

func main() {
	s := "Hello, 世界"
	fmt.Println(len(s), s[7], s[7:10], s[:5], s[10:], s < "Help", s == "Hello, "+"世界")
	fmt.Println(reverse(s), reverse(""))
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			n++
		}
	}
	fmt.Println(n, s[len(s)-1], "\x41\102\u0043\t|", `raw\n`+"`", "multi\nline")
	b := []byte("abc")
	for i := range b {
		b[i] -= 32
	}
	fmt.Println(string(b), "a"+string(b[0])+"b", "x" > "", strings.Compare("a", "b"))
	count := [26]int{}
	for _, c := range "mississippi" {
		count[c-'a']++
	}
	for i, c := range count {
		if c > 0 {
			fmt.Printf("%c%d ", 'a'+i, c)
		}
	}
	fmt.Println()
	var sb string
	for i := range 3 {
		sb += strconv.Itoa(i) + ","
	}
	fmt.Println(sb[:len(sb)-1])
	const c = "const"
	fmt.Println(c[2], c[1:3], len(c))
}
