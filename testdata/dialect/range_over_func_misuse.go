// An iterator that goes on after the body of the loop left, panicked or is over,
// or that recovers the body's panic, is told so.
package main

import (
	"errors"
	"fmt"
	"runtime"
)

func try(name string, f func()) {
	defer func() {
		r := recover()
		err, ok := r.(runtime.Error)
		fmt.Println(name, "ends with", r, ok, err != nil)
	}()
	f()
	fmt.Println(name, "is past its loop")
}

func counts(n int, yield func(int) bool) {
	for i := range n {
		yield(i)
	}
}

func deaf(yield func(int) bool) { counts(3, yield) }

func quietly(f func()) {
	defer func() { fmt.Println("  recovered", recover()) }()
	f()
}

func recovering(yield func(int) bool) {
	quietly(func() { counts(3, yield) })
}

func stubborn(yield func(int) bool) {
	for i := range 3 {
		quietly(func() { yield(i) })
	}
}

func repanicking(yield func(int) bool) {
	defer func() {
		if r := recover(); r != nil {
			panic(fmt.Sprint("again: ", r))
		}
	}()
	counts(2, yield)
}

func returned() int {
	for i := range recovering {
		if i == 1 {
			return i
		}
	}
	return -1
}

func nested() (n int) {
outer:
	for i := range deaf {
		for j := range recovering {
			n++
			if j == 1 {
				continue outer
			}
			if i == 2 {
				break outer
			}
		}
	}
	return n
}

func named() (n int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.Join(r.(error), errors.New("joined"))
		}
	}()
	for i := range recovering {
		defer func() { n += 10 * i }()
		if i == 2 {
			panic("third")
		}
	}
	return 1, nil
}

func main() {
	try("break", func() {
		for range deaf {
			break
		}
	})
	try("panic", func() {
		for i := range recovering {
			panic(i)
		}
	})
	try("panic in the second round", func() {
		for i := range recovering {
			if i == 1 {
				var m map[string]int
				m["x"]++
			}
		}
	})
	try("stubborn", func() {
		for i := range stubborn {
			fmt.Println("  round", i)
			panic("body")
		}
	})
	try("stubborn after break", func() {
		for i := range stubborn {
			fmt.Println("  round", i)
			break
		}
	})
	try("stubborn and well", func() {
		for i := range stubborn {
			fmt.Println("  round", i)
		}
	})
	try("panics again", func() {
		for range repanicking {
			panic("body")
		}
	})
	try("kept", func() {
		var kept func(int) bool
		for i := range func(yield func(int) bool) { kept = yield; yield(7) } {
			fmt.Println("  round", i)
		}
		kept(8)
	})
	try("kept after a break", func() {
		var kept func(int) bool
		for range func(yield func(int) bool) { kept = yield; yield(7) } {
			break
		}
		kept(8)
	})
	try("within", func() {
		var kept func(int) bool
		for i := range func(yield func(int) bool) { kept = yield; yield(1) } {
			fmt.Println("  round", i)
			kept(i + 1)
		}
	})
	try("outer variable", func() {
		i := -1
		defer func() { fmt.Println("  variable", i) }()
		for i = range deaf {
			break
		}
	})
	try("return", func() { fmt.Println(returned()) })
	try("nested", func() { fmt.Println(nested()) })
	try("named", func() { fmt.Println(named()) })
	try("labels", func() {
	again:
		for i := range deaf {
			for range recovering {
				if i < 2 {
					continue again
				}
				panic("inner")
			}
		}
	})
	for i := range recovering {
		fmt.Println("last", i)
		if i == 2 {
			panic("not recovered by main")
		}
	}
}
