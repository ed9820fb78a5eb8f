// range over a string gives runes and byte positions; bad bytes are U+FFFD.
package main

import "fmt"

func main() {
	for i, r := range "aé世\xff😀z" {
		fmt.Printf("%d:%c(%U) ", i, r, r)
	}
	fmt.Println()
	for i := range "aé" {
		fmt.Print(i, " ")
	}
	n := 0
	for range "日本語" {
		n++
	}
	fmt.Println(n)
	for i, r := range []rune("né") {
		fmt.Print(i, r, " ")
	}
	for i, b := range []byte("né") {
		fmt.Print(i, b, " ")
	}
	fmt.Println()
}
