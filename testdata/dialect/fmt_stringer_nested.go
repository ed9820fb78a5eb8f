// String and Error methods are called at every depth where they can be.
package main

import "fmt"

type Color int

func (c Color) String() string { return fmt.Sprintf("Color(%d)", int(c)) }

type Temp float64

func (t *Temp) String() string { return fmt.Sprintf("%.1f°", float64(*t)) }

type Err struct{ Code int }

func (e Err) Error() string { return fmt.Sprint("err", e.Code) }

type Pub struct {
	C Color
	E error
	T *Temp
	V Temp
}
type priv struct {
	c Color
	e error
}
type Both struct{}

func (Both) String() string { return "string" }
func (Both) Error() string  { return "error" }

func main() {
	t := Temp(36.6)
	fmt.Println(Color(1), []Color{1, 2}, map[Color]Color{3: 4}, [1]Color{5}, &[]Color{6}, struct{ C Color }{7})
	fmt.Println(Pub{1, Err{2}, &t, t}, priv{1, Err{3}}, &t, t, Both{})
	fmt.Printf("%v %+v\n", Pub{C: 1}, priv{2, nil})
	fmt.Printf("%d %s %v %x %q %5d|%-12v|%12s|%T\n", Color(1), Color(1), Color(1), Color(10), Color(1), Color(1), Color(1), Color(1), Color(1))
	fmt.Printf("%#v %#v %d %v\n", Color(3), Pub{C: 1}.C, []Color{1}, []any{Color(1), Err{1}, &t, nil})
	fmt.Println(map[string]any{"a": Color(1), "b": Err{4}}, []error{Err{5}, nil}, []fmt.Stringer{Color(9)})
	var s fmt.Stringer = Color(8)
	fmt.Println(s, fmt.Sprint(s), fmt.Sprintf("%v|%s", s, s))
	type emb struct{ Color }
	fmt.Println(emb{3}, &emb{4})
	fmt.Printf("%s %v %d\n", Err{1}, &Err{2}, Err{3})
}
