// Variables of loops, captured and not, and what owns them.
package main

import "fmt"

type counter struct{ n int }

func (c *counter) inc() int { c.n++; return c.n }
func (c counter) get() int  { return c.n }

func makers() (fs []func() int) {
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { i += 10; return i })
	}
	return
}

func results(k int) (out []int, err error) {
	for i := range k {
		out = append(out, i)
	}
	return out, nil
}

func main() {
	for _, f := range makers() {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println()
	for k := range 3 {
		fmt.Println(results(k))
	}
	var ps []*int
	for i, s := range []string{"a", "bb"} {
		v := i * len(s)
		switch {
		case v >= 0:
			w := v + 1
			ps = append(ps, &v, &w)
		}
	}
	for _, p := range ps {
		fmt.Print(*p, " ")
	}
	fmt.Println()
	for i := 0; i < 3; i++ {
		defer fmt.Println("deferred", i)
		defer func() { fmt.Println("closure", i) }()
	}
	c := counter{}
	inc, get := c.inc, c.get
	inc()
	fmt.Println(inc(), get(), (*counter).inc(&c), counter.get(c))
	type box struct{ f func() int }
	var boxes []box
	for i := 0; i < 2; i++ {
		j := i
		boxes = append(boxes, box{func() int { return i*10 + j }})
	}
	fmt.Println(boxes[0].f(), boxes[1].f())
outer:
	for i := 0; ; i++ {
		for j := 0; j < 3; j++ {
			switch {
			case j == 1 && i == 0:
				continue outer
			case i == 2:
				break outer
			}
			fmt.Print(i, j, ";")
		}
	}
	fmt.Println()
}
