// Assignability: unnamed to named, bidirectional to directional channels, nil, func literals.
package main

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

type IntFn func(int) int
type Strs []string
type M map[string]int

func apply(f IntFn, x int) int           { return f(x) }
func total(ss Strs) int                  { return len(ss) }
func recv(c <-chan int) int              { return <-c }
func get(m M, k string) int              { return m[k] }
func (f IntFn) Twice() IntFn             { return func(x int) int { return f(f(x)) } }
func (m M) Has(k string) bool            { _, ok := m[k]; return ok }
func stringer(s fmt.Stringer) string     { return s.String() }
func opt(p *int, f func(), e error) bool { return p == nil && f == nil && e == nil }

func main() {
	inc := func(x int) int { return x + 1 }
	fmt.Println(apply(inc, 1), apply(IntFn(inc).Twice(), 1), apply(func(x int) int { return -x }, 4))
	fmt.Println(total([]string{"a", "b"}), total(nil), get(map[string]int{"k": 7}, "k"), M(nil).Has("k"), M{"k": 1}.Has("k"))
	c := make(chan int, 1)
	c <- 5
	fmt.Println(recv(c), stringer(time.Second), opt(nil, nil, nil))
	var s Strs = []string{"x"}
	s = append(s, "y")
	var plain []string = s
	plain[0] = "z"
	fmt.Println(s, len(plain))
	fs := map[string]IntFn{"a": inc, "b": IntFn(inc).Twice()}
	for _, k := range slices.Sorted(maps.Keys(fs)) {
		fmt.Print(k, fs[k](10), " ")
	}
	fmt.Println()
}
