// Types local to functions: several of one name, embedded in others, with promoted methods.
package main

import "fmt"

type Animal struct{ name string }

func (a Animal) Speak() string { return a.name + "!" }

func f() any {
	type T struct{ a int }
	return T{1}
}
func g() any {
	type T struct{ a int }
	return T{1}
}

func main() {
	type Dog struct {
		Animal
		age int
	}
	type T = int
	d := Dog{Animal{"rex"}, 3}
	var s interface{ Speak() string } = d
	fmt.Println(s.Speak(), f() == g(), f() == f(), T(5))
	fmt.Printf("%T %T %v\n", f(), d, d)
	type list struct {
		v    int
		next *list
	}
	l := &list{1, &list{2, nil}}
	fmt.Println(l.next.v)
	for i := range 2 {
		type T struct{ n int }
		fmt.Print(T{i}, " ")
	}
	type Op func(int) int
	ops := map[string]Op{"neg": func(i int) int { return -i }}
	fmt.Println(ops["neg"](4))
}
