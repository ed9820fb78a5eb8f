package b

import (
	"fmt"

	"a"
)

var (
	Second = First + "2"
	First  = a.A + "/b"
)

func init() { fmt.Println("b.init", Second) }

func init() { Second += "!"; fmt.Println("b.init again", Second) }

var registry = map[string]func() string{}

func Register(name string, f func() string) { registry[name] = f }

func Call(name string) string {
	if f, ok := registry[name]; ok {
		return f()
	}
	return "no " + name
}
