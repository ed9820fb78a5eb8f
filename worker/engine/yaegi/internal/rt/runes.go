package rt

import "unicode/utf8"

// Runes lists the runes of a string and where each begins. What is not UTF-8
// counts as utf8.RuneError, byte by byte.
func Runes(s string) (at []int, runes []rune) {
	n := utf8.RuneCountInString(s)
	at, runes = make([]int, 0, n), make([]rune, 0, n)
	for i, r := range s {
		at, runes = append(at, i), append(runes, r)
	}
	return at, runes
}
