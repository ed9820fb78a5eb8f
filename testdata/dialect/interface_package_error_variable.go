// Package variables of interface type that hold types of the program.
package main

import (
	"errors"
	"fmt"
)

type NotFound struct{ what string }

func (n NotFound) Error() string { return n.what + " not found" }

type temporary interface{ Temporary() bool }

func (n NotFound) Temporary() bool { return true }

var ErrNotFound error = NotFound{"thing"}
var ErrPtr error = &NotFound{"pointer"}
var table = map[string]error{"a": NotFound{"a"}, "b": ErrNotFound, "c": nil}
var list = []error{ErrNotFound, nil, ErrPtr}

func get(k string) error { return table[k] }

func main() {
	fmt.Println(ErrNotFound, ErrPtr, get("a"), get("b") == ErrNotFound, get("c"), get("d") == nil)
	for _, e := range list {
		if t, ok := e.(temporary); ok {
			fmt.Println(e, t.Temporary())
		} else {
			fmt.Println(e)
		}
	}
	fmt.Println(ErrNotFound == NotFound{"thing"}, errors.Is(get("b"), ErrNotFound))
}
