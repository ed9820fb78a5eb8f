// Dynamic types: assertions, switches, comparison, embedding, typed nil.
package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

type Shape interface {
	Area() float64
	Name() string
}
type named struct{ name string }

func (n named) Name() string { return n.name }

type Square struct {
	named
	a float64
}
type Circle struct {
	*named
	R float64
}

func (s Square) Area() float64  { return s.a * s.a }
func (c *Circle) Area() float64 { return 3 * c.R * c.R }

type Celsius float64

func (c Celsius) String() string { return fmt.Sprintf("%.1f°C", float64(c)) }

type MyErr struct{ Code int }

func (e *MyErr) Error() string { return fmt.Sprint("code ", e.Code) }

func mayFail(n int) error {
	var e *MyErr
	if n > 0 {
		e = &MyErr{n}
		return fmt.Errorf("wrapped: %w", e)
	}
	return e
}

func kind(x any) string {
	switch v := x.(type) {
	case nil:
		return "nil"
	case int, int8:
		return fmt.Sprintf("int %v", v)
	case string:
		return "string " + v
	case []int:
		return fmt.Sprint("ints ", len(v))
	case fmt.Stringer:
		return "stringer " + v.String()
	case error:
		return "error " + v.Error()
	case func() int:
		return fmt.Sprint("func ", v())
	}
	return fmt.Sprintf("%T", x)
}

type upper struct{ r io.Reader }

func (u upper) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	copy(p, strings.ToUpper(string(p[:n])))
	return n, err
}

func main() {
	shapes := []Shape{Square{named{"sq"}, 2}, &Circle{&named{"ci"}, 1}}
	for _, s := range shapes {
		fmt.Printf("%s %.2f %T\n", s.Name(), s.Area(), s)
	}
	for _, x := range []any{nil, 3, int8(4), "x", []int{1}, Celsius(21.55), io.EOF, func() int { return 7 }, Square{}, map[string]any{"a": 1}} {
		fmt.Println(kind(x))
	}
	fmt.Println(mayFail(0) == nil, mayFail(0) != nil)
	var target *MyErr
	err := mayFail(5)
	fmt.Println(errors.As(err, &target), target.Code, errors.Unwrap(err) == error(target), err)
	m := map[any]string{1: "int", 1.0: "float", "1": "string", Celsius(1): "celsius", [2]int{1, 2}: "array"}
	fmt.Println(m[1], m[1.0], m["1"], m[Celsius(1)], m[[2]int{1, 2}], m[int8(1)] == "")
	var a, b any = Square{a: 1}, Square{a: 1}
	fmt.Println(a == b, a != nil, any(1) == any(int64(1)))
	text, _ := io.ReadAll(upper{strings.NewReader("shout")})
	fmt.Println(string(text))
	_, ok := a.(Shape)
	_, ok2 := a.(fmt.Stringer)
	fmt.Println(ok, ok2)
	fmt.Printf("%v %+v %#v %d\n", Celsius(1), struct{ T Celsius }{2}, Square{a: 1}, []Celsius{3})
}
