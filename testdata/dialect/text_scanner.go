// Tokens of text/scanner.
package main

import (
	"fmt"
	"strings"
	"text/scanner"
)

func main() {
	var s scanner.Scanner
	s.Init(strings.NewReader("x := 3.14 * (y + \"str\") // comment\n'c' if"))
	s.Filename = "in"
	for tok := s.Scan(); tok != scanner.EOF; tok = s.Scan() {
		fmt.Printf("%s %s %q\n", s.Position, scanner.TokenString(tok), s.TokenText())
	}
}
