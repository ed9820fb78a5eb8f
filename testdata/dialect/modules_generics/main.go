// Generic functions and types of another package, instantiated with types of this one.
package main

import (
	"fmt"
	"strings"

	"coll"
)

type Meters float64

type Person struct {
	Name string
	Age  int
}

type Named struct {
	*coll.List[Person]
	title string
}

func main() {
	fmt.Println(coll.Sum(1, 2, 3), coll.Sum(Meters(1.5), 2), coll.Sum[int64]())
	l := coll.Of(Person{"Ann", 30}, Person{"Bob", 25}).Push(Person{"Cyd", 41})
	names := coll.Map(l, func(p Person) string { return strings.ToUpper(p.Name) })
	for i, n := range names.Each {
		fmt.Print(i, n, " ")
	}
	fmt.Println(coll.MaxBy(l, func(p Person) int { return p.Age }), coll.MaxBy(names, func(s string) string { return s }))
	n := Named{l, "people"}
	n.Push(Person{"Dee", 1})
	for i, p := range n.Each {
		if i == 3 {
			fmt.Println(p.Name, n.title)
		}
	}
	var t coll.Table[string, *Person]
	t.Put("k", &Person{"Eve", 2})
	k, v := t.Last()
	fmt.Println(k, v.Name)
	fmt.Println(coll.Count(1), coll.Count("s"), coll.Count(2))
	fmt.Printf("%T %T %T\n", l, t, coll.Of[Meters]())
}
