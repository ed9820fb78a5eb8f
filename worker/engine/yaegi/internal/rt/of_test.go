package rt

import (
	"fmt"
	"go/ast"
	"go/types"
	"io"
	"reflect"
	"testing"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/genome/vet"
)

// A genome that is compiled here as well would print these names of the types
// of its variables with %T.
const typeSource = `package main

import (
	"encoding/json"
	"fmt"
	"io"
	"time"
)

type Point struct{ X, y int }
type Celsius float64
type Pair[K comparable, V any] struct { Key K; Val V }
type Tree struct { Left, Right *Tree; Kids []Tree; Meta map[string]*Tree }
type Fn func(int, ...string) (bool, error)
type Shape interface { Area() float64 }

func (Point) String() string { return "" }
func (p *Point) Area() float64 { return 0 }

func f() {
	type local struct { A int }
	var _ local // main.local
	var _ []*local // []*main.local
}

var (
	_ int // int
	_ byte // uint8
	_ rune // int32
	_ any // interface {}
	_ error // error
	_ []error // []error
	_ Point // main.Point
	_ *Point // *main.Point
	_ Celsius // main.Celsius
	_ [3]Celsius // [3]main.Celsius
	_ map[string][]Point // map[string][]main.Point
	_ Pair[string, int] // main.Pair[string,int]
	_ Pair[Point, *Point] // main.Pair[main.Point,*main.Point]
	_ Pair[time.Duration, json.Number] // main.Pair[time.Duration,encoding/json.Number]
	_ *Pair[string, Pair[int, []any]] // *main.Pair[string,main.Pair[int,[]interface {}]]
	_ Tree // main.Tree
	_ Fn // main.Fn
	_ func(int, ...string) (bool, error) // func(int, ...string) (bool, error)
	_ func(Point) func() // func(main.Point) func()
	_ chan int // chan int
	_ <-chan Point // <-chan main.Point
	_ chan<- func() // chan<- func()
	_ chan (<-chan int) // chan (<-chan int)
	_ struct{} // struct {}
	_ struct{ A int "json:\"a\""; b Point; Point; io.Reader } // struct { A int "json:\"a\""; b main.Point; main.Point; io.Reader }
	_ interface{ Area() float64; fmt.Stringer } // interface { Area() float64; String() string }
	_ time.Duration // time.Duration
	_ []time.Duration // []time.Duration
	_ fmt.Stringer // fmt.Stringer
	_ Shape // main.Shape
)
`

// typed type-checks typeSource and calls f with the type of each variable in
// it that is named _ and the comment behind it.
func typed(t *testing.T, f func(types.Type, string)) *types.Package {
	t.Helper()
	report := vet.Check(genome.FromString("main.go", typeSource), genome.Trusted(), genome.Caps{})
	if !report.OK() || len(report.Modules) != 1 {
		t.Fatal(report.Diagnostics)
	}
	syntax := report.Modules[0].Syntax
	file, info := syntax.Files[0], syntax.Info
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.ValueSpec); ok {
			comment := s.Comment.Text()
			f(info.Types[s.Type].Type, comment[:len(comment)-1])
		}
		return true
	})
	return syntax.Package
}

func sourceUniverse() *Universe {
	return NewUniverse(Options{Native: func(path, name string) (reflect.Type, bool) {
		t, ok := map[string]reflect.Type{
			"time.Duration": reflect.TypeFor[time.Duration](), "fmt.Stringer": reflect.TypeFor[fmt.Stringer](),
			"io.Reader": reflect.TypeFor[io.Reader](),
		}[path+"."+name]
		return t, ok
	}})
}

func TestDescriptorsHaveTheNamesThatGoPrints(t *testing.T) {
	u := sourceUniverse()
	seen := map[*Type]types.Type{}
	typed(t, func(tt types.Type, want string) {
		d := u.Of(tt)
		if d.Name != want {
			t.Errorf("got %s, want %s", d.Name, want)
		}
		if other, ok := seen[d]; ok && !types.Identical(other, tt) {
			t.Errorf("%v and %v have one descriptor", other, tt)
		}
		seen[d] = tt
		if u.Of(tt) != d {
			t.Errorf("%v has two descriptors", tt)
		}
		if d.Comparable != types.Comparable(tt) {
			t.Errorf("%v: comparable is %t", tt, d.Comparable)
		}
	})
}

func TestNativeTypesHaveOneDescriptor(t *testing.T) {
	u := sourceUniverse()
	typed(t, func(tt types.Type, want string) {
		d := u.Of(tt)
		for name, r := range map[string]reflect.Type{
			"int": reflect.TypeFor[int](), "uint8": reflect.TypeFor[byte](), "[]error": reflect.TypeFor[[]error](),
			"time.Duration": reflect.TypeFor[time.Duration](), "[]time.Duration": reflect.TypeFor[[]time.Duration](),
			"chan int": reflect.TypeFor[chan int](), "struct {}": reflect.TypeFor[struct{}](), "interface {}": reflect.TypeFor[any](),
			"func(int, ...string) (bool, error)": reflect.TypeFor[func(int, ...string) (bool, error)](),
			"chan (<-chan int)":                  reflect.TypeFor[chan (<-chan int)](),
			"fmt.Stringer":                       reflect.TypeFor[fmt.Stringer](),
		} {
			if name == want && u.OfNative(r) != d {
				t.Errorf("%s of compiled code has another descriptor", name)
			}
		}
	})
}

func TestImplementsAsksForTheMethodSet(t *testing.T) {
	u := sourceUniverse()
	pkg := typed(t, func(types.Type, string) {})
	of := func(name string) *Type { return u.Of(pkg.Scope().Lookup(name).Type()) }
	stringer := u.OfNative(reflect.TypeFor[fmt.Stringer]())
	for _, tt := range []struct {
		t, i    *Type
		missing string
	}{
		{of("Point"), of("Shape"), "Area"}, {u.PtrTo(of("Point")), of("Shape"), ""}, {of("Point"), stringer, ""},
		{u.PtrTo(of("Point")), stringer, ""}, {of("Celsius"), stringer, "String"},
		{u.OfNative(reflect.TypeFor[time.Duration]()), stringer, ""}, {u.OfNative(reflect.TypeFor[int]()), stringer, "String"},
		{of("Celsius"), u.OfNative(reflect.TypeFor[any]()), ""},
	} {
		if got := u.Missing(tt.t, tt.i); got != tt.missing {
			t.Errorf("%v lacks %q of %v, want %q", tt.t, got, tt.i, tt.missing)
		}
	}
}
