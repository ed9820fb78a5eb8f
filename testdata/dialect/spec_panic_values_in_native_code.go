// Panics that pass through compiled code keep their values.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math/big"
	"math/rand"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"
	"text/tabwriter"
)

type W struct{ v any }

func (w W) Write(p []byte) (int, error) { panic(w.v) }

type S []int

func (s S) Len() int           { return len(s) }
func (s S) Less(i, j int) bool { panic(fmt.Errorf("less %d", len(s))) }
func (s S) Swap(i, j int)      { s[i], s[j] = s[j], s[i] }

type E struct{ code int }

func (e *E) Error() string { return fmt.Sprint("E", e.code) }

func try(f func()) {
	defer func() {
		r := recover()
		fmt.Printf("%T %v\n", r, r)
	}()
	f()
}

func main() {
	try(func() { fmt.Fprint(W{"text"}, "x") })
	try(func() { fmt.Fprint(W{42}, "x") })
	try(func() { io.WriteString(W{&E{7}}, "x") })
	try(func() { bufio.NewWriterSize(W{3.5}, 1).WriteString("long enough text") })
	try(func() { sort.Sort(S{3, 1, 2}) })
	try(func() { sort.Slice([]int{2, 1}, func(i, j int) bool { panic("cmp") }) })
	try(func() { strings.Map(func(r rune) rune { panic(r) }, "z") })
	try(func() { slices.SortFunc([]int{2, 1}, func(a, b int) int { var m map[int]int; m[a]++; return 0 }) })
	try(func() { new(sync.Once).Do(func() { panic("once") }) })
	try(func() {
		w := tabwriter.NewWriter(W{"cannot write"}, 0, 8, 1, ' ', 0)
		io.WriteString(w, "a\tb\n")
		w.Flush()
	})
	try(func() {
		regexp.MustCompile("a").ReplaceAllStringFunc("banana", func(s string) string { panic(s + "!") })
	})
	try(func() { strings.Repeat("x", -1) })
	try(func() { var b bytes.Buffer; b.Truncate(5) })
	try(func() { big.NewInt(1).Div(big.NewInt(1), big.NewInt(0)) })
	try(func() { rand.Intn(0) })
}
