package p

import (
	"fmt"
	"io"
	"sort"
)

type Shape interface {
	Area() float64
	Name() string
}

type Sq struct{}

func (s *Sq) Area() float64 { return 1 }

func (s *Sq) Name() string { return "" }

type Ci struct{}

func (c Ci) Area() int { return 1 }

type Tr struct{}

func (t Tr) area() float64 { return 1 }

func (t Tr) Name() string { return "" }

func f() {
	var s Shape = Sq{}
	s = &Sq{}
	s = Ci{}
	s = Tr{}
	_ = s.(Sq)
	_ = s.(fmt.Stringer)
	_ = s.(Ci)
	s.Foo()
	sort.Sort([]int{1})
	var w io.Writer = s
	fmt.Fprintln(s)
	_ = Shape{}
	p := &s
	p.Area()
	return s
}

// want 31:16: cannot use Sq{} (value of struct type Sq) as Shape value in variable declaration: Sq does not implement Shape (method Area has pointer receiver)
// want 33:6: cannot use Ci{} (value of struct type Ci) as Shape value in assignment: Ci does not implement Shape (wrong type for method Area)
//		have Area() int
//		want Area() float64
// want 34:6: cannot use Tr{} (value of struct type Tr) as Shape value in assignment: Tr does not implement Shape (missing method Area)
//		have area() float64
//		want Area() float64
// want 35:6: impossible type assertion: s.(Sq)
//	Sq does not implement Shape (method Area has pointer receiver)
// want 37:6: impossible type assertion: s.(Ci)
//	Ci does not implement Shape (wrong type for method Area)
//		have Area() int
//		want Area() float64
// want 38:4: s.Foo undefined (type Shape has no field or method Foo)
// want 39:12: cannot use []int{…} (value of type []int) as sort.Interface value in argument to sort.Sort: []int does not implement sort.Interface (missing method Len)
// want 40:6: declared and not used: w
// want 40:20: cannot use s (variable of interface type Shape) as io.Writer value in variable declaration: Shape does not implement io.Writer (missing method Write)
// want 41:15: cannot use s (variable of interface type Shape) as io.Writer value in argument to fmt.Fprintln: Shape does not implement io.Writer (missing method Write)
// want 42:6: invalid composite literal type Shape
// want 44:4: p.Area undefined (type *Shape is pointer to interface, not interface)
// want 45:9: too many return values
//	have (Shape)
//	want ()
