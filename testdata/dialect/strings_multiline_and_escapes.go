// Raw strings, escapes, concatenation of constants, byte values.
package main

import "fmt"

const banner = `
 /\_/\
( o.o )	tab
 > ^ <  ` + "\x60raw\x60" + `\n`

func main() {
	fmt.Println(banner, len(banner))
	fmt.Println("\a\b\f\n\r\t\v\\\"" == "\x07\x08\x0c\x0a\x0d\x09\x0b\x5c\x22", '\'', "\377\u00ff\U0001F600", len("\377\u00ff\U0001F600"))
	for _, c := range []byte("\xe4\xb8\x96") {
		fmt.Printf("%d ", c)
	}
	fmt.Printf("%q %q %+q %#q\n", "\x00\x7f\u200b", 'ÿ', "世", "a`b")
}
