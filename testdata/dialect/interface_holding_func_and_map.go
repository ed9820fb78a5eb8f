// Methods on function, map, slice and channel types through interfaces.
package main

import (
	"fmt"
	"strings"
)

type HandlerFunc func(string) string

func (h HandlerFunc) Handle(s string) string { return h(s) }

type Handler interface{ Handle(string) string }
type Table map[string]string

func (t Table) Handle(s string) string { return t[s] }

type List []string

func (l *List) Handle(s string) string { *l = append(*l, s); return fmt.Sprint(len(*l)) }

type Ch chan string

func (c Ch) Handle(s string) string { c <- s; return <-c + "!" }

func main() {
	l := List{}
	for _, h := range []Handler{HandlerFunc(strings.ToUpper), Table{"k": "v"}, &l, Ch(make(chan string, 1)), HandlerFunc(func(s string) string { return s + s })} {
		fmt.Println(h.Handle("k"), h.Handle("z"))
	}
	fmt.Println(l)
}
