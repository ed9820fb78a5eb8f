// Iterators of the library in nested loops with returns, labels, closures.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
)

func count(s string) (int, error) {
	size := 0
	for clause := range strings.FieldsSeq(s) {
		for lit := range strings.SplitSeq(clause, ",") {
			size++
			if lit == "x" {
				return size, errors.New("x in " + clause)
			}
		}
	}
	return size, nil
}

func main() {
	fmt.Println(count("a,b c"))
	fmt.Println(count("a b,x c"))
	var fs []func() string
outer:
	for l := range strings.Lines("one two\nthree four\nfive") {
		for w := range strings.FieldsSeq(l) {
			if w == "four" {
				break outer
			}
			if w == "two" {
				continue outer
			}
			fs = append(fs, func() string { return w + "|" + strings.TrimSpace(l) })
		}
	}
	for _, f := range fs {
		fmt.Println(f())
	}
	for i, v := range slices.Backward([]string{"a", "b", "c"}) {
		if i == 0 {
			break
		}
		defer fmt.Println("deferred", i, v)
	}
	for k := range maps.Keys(map[string]int{"k": 1}) {
		fmt.Println(k)
	}
	for p := range bytes.SplitSeq([]byte("x-y"), []byte("-")) {
		fmt.Printf("%s ", p)
	}
	for c := range slices.Chunk([]int{1, 2, 3}, 2) {
		fmt.Print(c)
	}
	fmt.Println()
	seq := strings.SplitSeq("p.q", ".")
	seq(func(s string) bool { fmt.Print(s, ";"); return s != "q" })
	next, stop := iter.Pull(seq)
	defer stop()
	fmt.Println(next())
}
