package yaegi

import (
	"reflect"
	"strings"
	"testing"

	"github.com/petri-lab/petri/worker/engine"
)

func TestUnexportedFieldsAreTagged(t *testing.T) {
	for _, test := range []struct {
		name, decl string
		want       string // Name:tagged of each field, in order
	}{
		{"plain", "type T struct { A int; b string }", "A:false U_b:true"},
		{"several names", "type T struct { a, b int }", "U_a:true U_b:true"},
		{"mixed names", "type T struct { a, B, c int }", "U_a:true B:false U_c:true"},
		{"mixed names, comments and lines", "type T struct { a /* x, y */, // z,\n\tB int `json:\"b\"` // w\n}", "U_a:true B:false"},
		{"own tag", "type T struct { a int `x:\"y\"` }", "U_a:true"},
		{"blank", "type T struct { _ int; A int }", "B_0:true A:false"},
		{"embedded", "type base struct { A, b int }\ntype T struct { base; c int }", "U_base:false U_c:true"},
		{"embedded alone", "type base struct { A, b int }\ntype T struct { base }", "U_base:false"},
		{"embedded exported", "type Base struct { A, b int }\ntype T struct { *Base; c int }", "Base:false U_c:true"},
		{"multi-line type", "type T struct { a, B struct {\n\tC int\n}; D int }", "U_a:true B:false D:false"},
		{"generic, mixed names", "type G[V any] struct { v, W V }\ntype T = G[int]", "U_v:true W:false"},
		{"generic", "type G[V any] struct { v V; W V }\ntype T = G[int]", "U_v:true W:false"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := mustLoad(t, nil, "package genome\n"+test.decl+"\nfunc F() T { var t T; return t }\n")
			typ := mustLookup(t, p, "genome", "F").Type().Out(0)
			var got []string
			for i := range typ.NumField() {
				f := typ.Field(i)
				_, tagged := f.Tag.Lookup(engine.UnexportedTag)
				got = append(got, f.Name+":"+map[bool]string{true: "true", false: "false"}[tagged])
			}
			if strings.Join(got, " ") != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestStructsBehave(t *testing.T) {
	p := mustLoad(t, nil, `package genome

import (
	"encoding/json"
	"fmt"
)

type base struct{ Name string; age int }

func (b base) Hello() string { return "hello " + b.Name }

type T struct {
	base
	a, B int
	c    string `+"`json:\"c\"`"+`
	D    []int  `+"`json:\"d,omitempty\"`"+`
}

type point struct{ x, y int }
type vector struct{ x, y int }

func F() string {
	t := T{base: base{"n", 3}, a: 1, B: 2, c: "c"}
	t.a += 5
	local := struct{ x, Y int }{1, 2}
	v := vector(point{1, 2})
	var u T
	err := json.Unmarshal([]byte("{\"B\": 9, \"Xa\": 7, \"a\": 7, \"c\": \"no\"}"), &u)
	text, _ := json.Marshal(struct{ a, B int }{1, 2})
	m := map[point]int{{1, 2}: 3}
	same := point{1, 2} == point{1, 2}
	return fmt.Sprintln(t.Hello(), t.age, t.a, t.B, local.x, local.Y, v.y, u.a, u.B, u.c, err, string(text), m[point{1, 2}], same)
}
`)
	got, panicked := callF(t, p, "F")
	want := `hello n 3 6 2 1 2 2 0 9  <nil> {"B":2} 3 true` + "\n"
	if panicked != nil || got != want {
		t.Errorf("got %q, panic %v, want %q", got, panicked, want)
	}
}

func TestTypesOfFunctions(t *testing.T) {
	p := mustLoad(t, nil, "package genome\nfunc F(a int, b ...string) (map[string][]float64, error) { return nil, nil }\n")
	if got := mustLookup(t, p, "genome", "F").Type(); got != reflect.TypeFor[func(int, ...string) (map[string][]float64, error)]() {
		t.Error(got)
	}
}
