// The receiver of a deferred call is evaluated at the statement: a nil interface panics there.
package main

import "fmt"

type Closer interface{ Close() }
type T struct{}

func (T) Close() { fmt.Println("closed") }

func f(c Closer) {
	defer func() { fmt.Println("recovered:", recover()) }()
	fmt.Println("before")
	defer c.Close()
	fmt.Println("after")
}

func g(p *T) {
	defer func() { fmt.Println("recovered:", recover()) }()
	defer p.Close()
	fmt.Println("after")
}

func h() {
	defer func() { fmt.Println("recovered:", recover() != nil) }()
	var c Closer
	go c.Close()
	fmt.Println("after")
}

func main() {
	f(T{})
	f(nil)
	g(&T{})
	g(nil)
	h()
}
