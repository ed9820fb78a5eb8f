package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes hostile text fit for one line of a terminal: line breaks and tabs
// become spaces, every other character that is not printable (escape sequences,
// C1 controls, text direction overrides, bytes that are not UTF-8) is shown as
// an escape such as \x1b.
func Clean(s string) string {
	return clean(s, " ")
}

// cleanLines is Clean, but keeps line breaks and tabs.
func cleanLines(s string) string {
	return clean(s, "")
}

// clean replaces each of \n and \t by white, or keeps them if it is empty. A
// carriage return before a line break is part of the break.
func clean(s, white string) string {
	if plain(s) {
		return s
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case r == '\n' || r == '\t':
			if white == "" {
				b.WriteRune(r)
			} else {
				b.WriteString(white)
			}
		case printable(r):
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
		i += n
	}
	return b.String()
}

// plain says that nothing in s needs replacing.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// printable is unicode.IsPrint without its exotic holes: letters, marks,
// numbers, punctuation, symbols, and the ASCII space. Controls, formats (text
// direction, zero width), surrogates, private use and other spaces are not.
func printable(r rune) bool { return unicode.IsPrint(r) }

// cut shortens s to n characters, the last of which then is an ellipsis.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)
	return string(r[:max(n-1, 0)]) + "…"
}

// cutLeft is cut at the other end: the end of a path says more than its start.
func cutLeft(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)
	return "…" + string(r[len(r)-max(n-1, 0):])
}
