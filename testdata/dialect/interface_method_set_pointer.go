// Pointer receivers are called on addressable values, and through interfaces on pointers.
package main

import "fmt"

type Counter struct{ n int }

func (c *Counter) Inc()    { c.n++ }
func (c Counter) Get() int { return c.n }

type Incer interface{ Inc() }
type Getter interface{ Get() int }

func main() {
	var c Counter
	c.Inc()
	(&c).Inc()
	fmt.Println(c.Get(), (&c).Get())
	var i Incer = &c
	i.Inc()
	g := i.(Getter)
	fmt.Println(g.Get())
	g = c
	i.Inc()
	fmt.Println(g.Get(), c.n)
	arr := []Counter{{1}, {2}}
	arr[0].Inc()
	for _, v := range arr {
		v.Inc()
	}
	for i := range arr {
		arr[i].Inc()
	}
	fmt.Println(arr)
	m := map[string]*Counter{"a": {5}}
	m["a"].Inc()
	fmt.Println(m["a"].Get())
	_, ok := any(c).(Incer)
	_, ok2 := any(&c).(Incer)
	fmt.Println(ok, ok2)
}
