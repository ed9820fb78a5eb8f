// A trie with runes, prefix search and deletion.
package main

import (
	"fmt"
	"sort"
)

type Trie struct {
	kids map[rune]*Trie
	end  bool
}

func (t *Trie) Insert(word string) {
	n := t
	for _, r := range word {
		if n.kids == nil {
			n.kids = make(map[rune]*Trie)
		}
		next, ok := n.kids[r]
		if !ok {
			next = &Trie{}
			n.kids[r] = next
		}
		n = next
	}
	n.end = true
}
func (t *Trie) find(prefix string) *Trie {
	for _, r := range prefix {
		if t = t.kids[r]; t == nil {
			return nil
		}
	}
	return t
}
func (t *Trie) Words(prefix string) []string {
	n := t.find(prefix)
	var out []string
	var walk func(*Trie, []rune)
	walk = func(n *Trie, p []rune) {
		if n == nil {
			return
		}
		if n.end {
			out = append(out, string(p))
		}
		for r, k := range n.kids {
			walk(k, append(append([]rune{}, p...), r))
		}
	}
	walk(n, []rune(prefix))
	sort.Strings(out)
	return out
}
func (t *Trie) Delete(word string) bool {
	n := t.find(word)
	if n == nil || !n.end {
		return false
	}
	n.end = false
	return true
}

func main() {
	t := &Trie{}
	for _, w := range []string{"car", "card", "care", "cat", "dog", "naïve", "naïf", "日本", "日本語"} {
		t.Insert(w)
	}
	fmt.Println(t.Words("car"), t.Words("na"), t.Words("日"), t.Words("x"))
	fmt.Println(t.Delete("card"), t.Delete("ca"), t.Words("ca"), t.find("do") != nil, len(t.Words("")))
}
