// A constraint that refers to its own type parameter.
package main

import (
	"cmp"
	"fmt"
	"strings"
)

type Comparable[T any] interface{ Compare(T) int }

type Version struct{ major, minor int }

func (a Version) Compare(b Version) int {
	return cmp.Or(cmp.Compare(a.major, b.major), cmp.Compare(a.minor, b.minor))
}

type Str string

func (a Str) Compare(b Str) int { return strings.Compare(string(a), string(b)) }

func MaxOf[T Comparable[T]](xs ...T) T {
	m := xs[0]
	for _, x := range xs[1:] {
		if x.Compare(m) > 0 {
			m = x
		}
	}
	return m
}

func main() {
	fmt.Println(MaxOf(Version{1, 2}, Version{1, 10}, Version{0, 99}), MaxOf(Str("b"), "c", "a"))
}
