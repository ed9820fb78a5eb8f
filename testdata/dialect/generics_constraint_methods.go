// Constraints with methods and with type sets and methods.
package main

import (
	"fmt"
	"strings"
)

type Stringish interface {
	~string
	Len() int
}
type Name string

func (n Name) Len() int       { return len(n) }
func (n Name) String() string { return "Name:" + string(n) }

func Longest[T Stringish](xs []T) T {
	var best T
	for _, x := range xs {
		if x.Len() > best.Len() {
			best = x
		}
	}
	return best + "!"
}

func Join[T fmt.Stringer](xs []T) string {
	var sb strings.Builder
	for i, x := range xs {
		if i > 0 {
			sb.WriteString(", ")
		}
		sb.WriteString(x.String())
	}
	return sb.String()
}

type Set interface{ Set(string) }
type V struct{ s string }

func (v *V) Set(s string) { v.s = s }

func FromStrings[T any, PT interface {
	*T
	Set
}](ss ...string) []T {
	r := make([]T, len(ss))
	for i, s := range ss {
		PT(&r[i]).Set(s)
	}
	return r
}

func main() {
	fmt.Println(Longest([]Name{"a", "ccc", "bb"}))
	fmt.Println(Join([]Name{"x", "y"}))
	fmt.Println(FromStrings[V]("p", "q"))
}
