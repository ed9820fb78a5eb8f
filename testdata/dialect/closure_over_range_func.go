// Closures, defers and returns inside a range-over-func body share the frame.
package main

import "fmt"

func pairs(yield func(int, string) bool) {
	for i, s := range []string{"x", "y", "z"} {
		if !yield(i, s) {
			return
		}
	}
}

func collect() (fs []func() string, last string) {
	n := 0
	for i, s := range pairs {
		n += i
		last = s
		fs = append(fs, func() string { n++; return fmt.Sprint(i, s, n) })
	}
	return
}
func search(want string) (idx int, err error) {
	defer func() { fmt.Println("search done", idx) }()
	for i, s := range pairs {
		if s == want {
			return i, nil
		}
	}
	return -1, fmt.Errorf("%s not found", want)
}

func main() {
	fs, last := collect()
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println(last)
	fmt.Println(search("y"))
	fmt.Println(search("q"))
}
