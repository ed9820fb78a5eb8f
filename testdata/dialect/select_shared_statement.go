// Select statements with elements of every kind, and many goroutines in one statement.
package main

import (
	"errors"
	"fmt"
	"time"
)

type P struct{ X, Y int }
type E struct{}
type I interface{ M() int }

func (p P) M() int { return p.X }

type F func(int) int

func try[T any](name string, vs ...T) {
	c := make(chan T, len(vs))
	for _, v := range vs {
		select {
		case c <- v:
		default:
			fmt.Println("full")
		}
	}
	select {
	case c <- vs[0]:
		fmt.Println("not full")
	default:
	}
	for range vs {
		select {
		case v := <-c:
			fmt.Printf("%s %T %v\n", name, v, v)
		}
	}
	close(c)
	select {
	case v, ok := <-c:
		fmt.Printf("%s closed %v %v\n", name, v, ok)
	}
	select {
	case _, ok := <-c:
		fmt.Println(ok)
	case <-time.After(time.Second):
	}
	var z []T = make([]T, 1)
	d := make(chan T, 1)
	d <- vs[0]
	select {
	case z[0] = <-d:
	}
	fmt.Printf("%v\n", z)
}

func main() {
	try("int", 1, 2)
	try("i8", int8(1))
	try("str", "a", "")
	try("p", P{1, 2})
	try("pp", (*P)(nil))
	try("e", E{})
	try[I]("iface", P{3, 4}, nil)
	try[any]("any", 1, nil, "x")
	try("err", errors.New("x"), nil)
	try("slice", []int{1}, nil)
	try("map", map[string]int{"a": 1})
	try("arr", [2]bool{true})
	try("f", 1.5)
	try("c", 2i)
	try("struct", struct{ A any }{1})
	fc := make(chan F, 2)
	select {
	case fc <- func(x int) int { return x * 2 }:
	}
	select {
	case fc <- nil:
	}
	select {
	case f := <-fc:
		fmt.Println(f(21))
	}
	select {
	case f, ok := <-fc:
		fmt.Println(f == nil, ok)
	}
	ec := make(chan func() error, 1)
	ec <- func() error { return errors.New("from func") }
	select {
	case f := <-ec:
		fmt.Println(f())
	}
	var ro <-chan int
	var wo chan<- string
	select {
	case <-ro:
	case wo <- "x":
	default:
		fmt.Println("nil channels")
	}
	// many goroutines in one statement
	type pair struct{ in, out chan int }
	const n = 8
	var ps []pair
	done := make(chan bool)
	worker := func(p pair) {
		for {
			select {
			case v, ok := <-p.in:
				if !ok {
					close(p.out)
					return
				}
				select {
				case p.out <- v + 1:
				case <-done:
					return
				}
			case <-done:
				return
			}
		}
	}
	for range n {
		p := pair{make(chan int), make(chan int)}
		ps = append(ps, p)
		go worker(p)
	}
	results := make(chan int)
	for i, p := range ps {
		go func() {
			for j := range 200 {
				p.in <- i*1000 + j
				if v := <-p.out; v != i*1000+j+1 {
					fmt.Println("wrong", v)
				}
			}
			close(p.in)
			_, ok := <-p.out
			if ok {
				fmt.Println("open")
			}
			results <- i
		}()
	}
	sum := 0
	for range n {
		sum += <-results
	}
	fmt.Println(sum)
loop:
	for i := 0; ; i++ {
		select {
		case <-time.After(0):
			if i > 2 {
				break loop
			}
			continue
		}
	}
	func() {
		defer func() { fmt.Println(recover()) }()
		c := make(chan int)
		close(c)
		select {
		case c <- 1:
		}
	}()

}
