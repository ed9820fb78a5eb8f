// Generic types embedded in structs, and embedding a generic type in one.
package main

import "fmt"

type Base[T any] struct{ Val T }

func (b *Base[T]) Set(v T) { b.Val = v }
func (b Base[T]) Get() T   { return b.Val }

type Named[T any] struct {
	Base[T]
	Name string
}
type IntNamed struct{ Named[int] }
type Getter[T any] interface{ Get() T }

func Read[T any](g Getter[T]) T { return g.Get() }

func main() {
	n := Named[string]{Name: "n"}
	n.Set("v")
	fmt.Println(n.Get(), n.Val, n.Base.Val)
	i := IntNamed{}
	i.Set(5)
	fmt.Println(i.Get(), Read[int](i), Read(Getter[string](n)))
	fmt.Printf("%+v\n", i)
}
