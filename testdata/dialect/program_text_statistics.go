// Word frequencies, longest words, anagrams, palindromes.
package main

import (
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

const text = `It was the best of times, it was the worst of times, it was the age of
wisdom, it was the age of foolishness. Evil is a name of a foeman, as I live. Level!`

type freq struct {
	word string
	n    int
}

func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) })
}
func top(counts map[string]int, n int) []freq {
	fs := make([]freq, 0, len(counts))
	for w, c := range counts {
		fs = append(fs, freq{w, c})
	}
	sort.Slice(fs, func(i, j int) bool {
		if fs[i].n != fs[j].n {
			return fs[i].n > fs[j].n
		}
		return fs[i].word < fs[j].word
	})
	return fs[:min(n, len(fs))]
}
func signature(w string) string {
	r := []rune(w)
	slices.Sort(r)
	return string(r)
}
func palindrome(s string) bool {
	var rs []rune
	for _, r := range strings.ToLower(s) {
		if unicode.IsLetter(r) {
			rs = append(rs, r)
		}
	}
	for i := range len(rs) / 2 {
		if rs[i] != rs[len(rs)-1-i] {
			return false
		}
	}
	return true
}
func caesar(s string, k rune) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z':
			return 'a' + (r-'a'+k+26)%26
		case 'A' <= r && r <= 'Z':
			return 'A' + (r-'A'+k+26)%26
		}
		return r
	}, s)
}

func main() {
	ws := words(text)
	counts := map[string]int{}
	groups := map[string][]string{}
	for _, w := range ws {
		if counts[w]++; counts[w] == 1 {
			groups[signature(w)] = append(groups[signature(w)], w)
		}
	}
	for i, f := range top(counts, 5) {
		fmt.Printf("%d. %-6s %3d %s\n", i+1, f.word, f.n, strings.Repeat("*", f.n))
	}
	for _, sig := range slices.Sorted(maps.Keys(groups)) {
		if g := groups[sig]; len(g) > 1 {
			fmt.Println(sig, g)
		}
	}
	for _, s := range strings.Split(text, ".") {
		fmt.Print(palindrome(s), " ")
	}
	enc := caesar("Hello, World", 3)
	fmt.Println(len(ws), enc, caesar(enc, -3))
	lines := strings.Split(text, "\n")
	fmt.Println(len(lines), utf8.RuneCountInString(text), strings.Count(text, "it was"))
}
