// A deferred function can change named results, also after a panic.
package main

import "fmt"

func a() (s string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
			s += "!"
		}
	}()
	s = "partial"
	panic("boom")
}

func b() (n int) {
	defer func() { n++ }()
	return 1
}

func c() int {
	n := 1
	defer func() { n++ }()
	return n
}

func main() {
	fmt.Println(a())
	fmt.Println(b(), c())
}
