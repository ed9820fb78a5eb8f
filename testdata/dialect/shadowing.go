// Shadowing of variables, parameters, packages, types and results.
package main

import (
	"errors"
	"fmt"
	"strconv"
)

var x = "package"

type T int

func f(x int) (r string) {
	r = fmt.Sprint(x)
	{
		x := x + 1
		r += fmt.Sprint(x)
		if x := x * 10; x > 5 {
			r += fmt.Sprint(x)
			x := "inner"
			r += x
		}
	}
	for x := range 2 {
		r += fmt.Sprint(x)
	}
	return r + fmt.Sprint(x)
}

func main() {
	fmt.Println(x)
	x := x + " local"
	fmt.Println(x, f(1))
	type T string
	var t T = "local T"
	fmt.Println(t)
	if v, err := strconv.Atoi("5"); err == nil {
		v, err := strconv.Atoi("x")
		fmt.Println(v, err != nil)
	} else {
		fmt.Println(v)
	}
	strings := []string{"a"}
	fmt.Println(len(strings))
	func(fmt2 string) { fmt.Println(fmt2) }("param")
	var err error
	a, err := 1, errors.New("same err")
	b, err := 2, err
	fmt.Println(a, b, err)
	switch x := any(x).(type) {
	case string:
		x = x + "!"
		fmt.Println(x)
	}
	fmt.Println(x)
}
