// Panics pass through range-over-func loops; an iterator that goes on is caught.
package main

import "fmt"

func bad(yield func(int) bool) {
	yield(1)
	yield(2)
}
func count(yield func(int) bool) {
	defer fmt.Println("iterator cleaned up")
	for i := 0; yield(i); i++ {
	}
}
func try(f func()) {
	defer func() { fmt.Println("got:", recover()) }()
	f()
}

func main() {
	try(func() {
		for i := range count {
			if i == 2 {
				panic(fmt.Sprint("body ", i))
			}
		}
	})
	try(func() {
		for range bad {
			break
		}
	})
}
