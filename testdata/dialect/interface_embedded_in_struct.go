// A struct that embeds an interface has its methods; one is overridden.
package main

import "fmt"

type Animal interface {
	Sound() string
	Legs() int
}
type Dog struct{}

func (Dog) Sound() string { return "woof" }
func (Dog) Legs() int     { return 4 }

type Loud struct {
	Animal
	times int
}

func (l Loud) Sound() string {
	s := ""
	for range l.times {
		s += l.Animal.Sound() + "!"
	}
	return s
}

func describe(a Animal) string { return fmt.Sprint(a.Sound(), " ", a.Legs()) }

func main() {
	l := Loud{Dog{}, 2}
	fmt.Println(describe(l), describe(Loud{l, 2}), describe(&l))
	l.Animal = Loud{Dog{}, 1}
	fmt.Println(l.Sound())
	var r Loud
	defer func() { fmt.Println(recover() != nil) }()
	r.Legs()
}
