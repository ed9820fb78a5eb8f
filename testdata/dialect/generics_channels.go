// Generic functions over channels.
package main

import (
	"fmt"
	"strings"
)

func Generate[T any](xs ...T) <-chan T {
	c := make(chan T)
	go func() {
		defer close(c)
		for _, x := range xs {
			c <- x
		}
	}()
	return c
}

func MapChan[T, U any](in <-chan T, f func(T) U) <-chan U {
	out := make(chan U)
	go func() {
		defer close(out)
		for x := range in {
			out <- f(x)
		}
	}()
	return out
}

func Collect[T any](c <-chan T) (r []T) {
	for x := range c {
		r = append(r, x)
	}
	return
}

func main() {
	fmt.Println(Collect(MapChan(Generate(1, 2, 3), func(i int) string { return strings.Repeat("*", i) })))
	fmt.Println(Collect(MapChan(MapChan(Generate("a", "bb"), func(s string) int { return len(s) }), func(i int) bool { return i > 1 })))
}
