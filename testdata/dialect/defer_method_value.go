// Deferred method calls on values, pointers and interfaces.
package main

import "fmt"

type C struct{ n int }

func (c *C) Inc() { c.n++; fmt.Println("inc", c.n) }
func (c C) Show() { fmt.Println("show", c.n) }

type Shower interface{ Show() }

func main() {
	c := C{1}
	defer c.Show()
	defer c.Inc()
	var s Shower = c
	defer s.Show()
	m := c.Show
	defer m()
	c.n = 50
	defer (&c).Show()
	c.n = 60
}
