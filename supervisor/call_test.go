package supervisor_test

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

const shapes = `package candidate

import (
	"errors"
	"fmt"
)

type Point struct {
	X, Y   float64
	Label  string ` + "`json:\"label\"`" + `
	hidden int
}

func Ints(a int64, b uint64, c int8) string { return fmt.Sprint(a, b, c) }

func Sum(xs []int) int {
	s := 0
	for _, x := range xs {
		s += x
	}
	return s
}

func Move(p Point, by *Point) Point {
	if by != nil {
		p.X += by.X
		p.Y += by.Y
	}
	p.hidden = 3
	return p
}

func Bytes(b []byte) []byte { return append(b, '!') }

func Nested(m map[string][]Point) int { return len(m["a"]) }

func Two() (int, string) { return 1, "two" }

func Both(fail bool) (string, error) {
	if fail {
		return "", errors.New("asked to")
	}
	return "fine", nil
}

func None() {}

func Hello() int {
	fmt.Println("hello")
	return 1
}

func Div(a, b float64) float64 { return a / b }

func Variadic(base int, more ...int) int { return base + Sum(more) }

func unexported() {}
`

func TestCall(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	ctx := testContext(t)
	b := create(t, sup, "a")
	load(t, b, shapes)
	for _, tc := range []struct {
		function string
		args     supervisor.Args
		want     string
	}{
		{"Ints", supervisor.Args{int64(math.MinInt64), uint64(math.MaxUint64), -128}, `"-9223372036854775808 18446744073709551615 -128"`},
		{"candidate.Sum", supervisor.Args{[]int{1, 2, 3}}, `6`},
		{"Sum", supervisor.Args{json.RawMessage("[4,5]")}, `9`},
		{"Move", supervisor.Args{map[string]any{"X": 1, "Y": 2, "label": "p"}, map[string]any{"X": 10}}, `{"X":11,"Y":2,"label":"p"}`},
		{"Move", supervisor.Args{map[string]any{"X": 1}, nil}, `{"X":1,"Y":0,"label":""}`},
		{"Bytes", supervisor.Args{[]byte("hi")}, `"aGkh"`},
		{"Nested", supervisor.Args{map[string]any{"a": []any{map[string]any{"X": 1}}}}, `1`},
		{"Two", nil, `[1,"two"]`},
		{"Both", supervisor.Args{false}, `"fine"`},
		{"Div", supervisor.Args{1, 0}, `"+Inf"`},
		{"Div", supervisor.Args{0, 0}, `"NaN"`},
		{"Variadic", supervisor.Args{1, 2, 3}, `6`},
	} {
		r, err := b.Call(ctx, tc.function, tc.args)
		if err != nil || r.Verdict != supervisor.OK || string(r.Value) != tc.want {
			t.Errorf("%s%v: %s %s %+v, %v; want %s", tc.function, tc.args, r.Verdict, r.Value, r.Error, err, tc.want)
		}
	}
	if r := call(t, b, "None"); r.Verdict != supervisor.OK || len(r.Value) != 0 {
		t.Errorf("None: %+v", r)
	}
	if r := call(t, b, "Both", true); r.Verdict != supervisor.Failed || r.Error.Message != "asked to" {
		t.Errorf("Both: %+v %+v", r, r.Error)
	}
	if r := call(t, b, "Hello"); r.Stdout != "hello\n" || r.Truncated {
		t.Errorf("Hello: %+v", r)
	}
	if r := call(t, b, "Two"); r.Stdout != "" {
		t.Errorf("output of the run before: %q", r.Stdout)
	}
	for _, tc := range []struct {
		function string
		args     supervisor.Args
		want     error
		says     string
	}{
		{"Nothing", nil, supervisor.ErrNoFunction, "Nothing"},
		{"unexported", nil, supervisor.ErrNoFunction, "unexported"},
		{"other.Sum", nil, supervisor.ErrNoModule, "other"},
		{"", nil, supervisor.ErrNoFunction, ""},
		{"Sum", nil, supervisor.ErrBadArguments, "Sum"},
		{"Sum", supervisor.Args{1, 2}, supervisor.ErrBadArguments, "Sum"},
		{"Sum", supervisor.Args{"text"}, supervisor.ErrBadArguments, "string"},
		{"Sum", supervisor.Args{[]any{1, 2.5}}, supervisor.ErrBadArguments, "2.5"},
		{"Ints", supervisor.Args{1, -1, 1}, supervisor.ErrBadArguments, ""},
		{"Ints", supervisor.Args{1, 1, 128}, supervisor.ErrBadArguments, ""},
		{"Sum", supervisor.Args{make(chan int)}, supervisor.ErrBadArguments, ""},
		{"Sum", supervisor.Args{json.RawMessage("[1")}, supervisor.ErrBadArguments, ""},
	} {
		_, err := b.Call(ctx, tc.function, tc.args)
		if !errors.Is(err, tc.want) || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s%v: %v; want %v and %q", tc.function, tc.args, err, tc.want, tc.says)
		}
	}

	if v, err := supervisor.Call[float64](ctx, b, "Div", 1, 4); err != nil || v != 0.25 {
		t.Errorf("%v, %v", v, err)
	}
	if v, err := supervisor.Call[float64](ctx, b, "Div", 0, 0); err != nil || !math.IsNaN(v) {
		t.Errorf("%v, %v", v, err)
	}
	if v, err := supervisor.Call[struct{ X, Y float64 }](ctx, b, "Move", map[string]any{"Y": 5}, nil); err != nil || v.Y != 5 {
		t.Errorf("%v, %v", v, err)
	}
	_, err := supervisor.Call[string](ctx, b, "Both", true)
	wantErr(t, err, supervisor.ErrFailed)
	var run *supervisor.RunError
	if !errors.As(err, &run) || run.Result.Error.Message != "asked to" {
		t.Errorf("%v", err)
	}
}

func TestMainPackage(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	ctx := testContext(t)
	b := create(t, sup, "a")
	r, err := b.HotReload(ctx, genome.FromString("main.go", `package main

import (
	"bufio"
	"fmt"
	"os"
)

var runs int

func main() {
	runs++
	s := bufio.NewScanner(os.Stdin)
	n := 0
	for s.Scan() {
		n += len(s.Text())
	}
	fmt.Println(n, runs)
	fmt.Fprintln(os.Stderr, "done")
	if n == 0 {
		os.Exit(4)
	}
	if n == 1 {
		os.Exit(0)
	}
}
`))
	if err != nil || r.Verdict != supervisor.OK {
		t.Fatalf("%+v %+v %v", r, r.Error, err)
	}
	for range 2 {
		r, err = b.Main(ctx, supervisor.MainInput{Stdin: []byte("ab\ncde\n")})
		if err != nil || r.Verdict != supervisor.OK || r.Stdout != "5 1\n" || r.Stderr != "done\n" {
			t.Fatalf("%+v %+v %v", r, r.Error, err)
		}
	}
	r, err = b.Main(ctx, supervisor.MainInput{})
	if err != nil || r.Verdict != supervisor.Failed || r.Stdout != "0 1\n" || !strings.Contains(r.Error.Message, "4") {
		t.Fatalf("%+v %+v %v", r, r.Error, err)
	}
	r, err = b.Main(ctx, supervisor.MainInput{Stdin: []byte("a")})
	if err != nil || r.Verdict != supervisor.OK || r.Stdout != "1 1\n" {
		t.Fatalf("%+v %+v %v", r, r.Error, err)
	}
	load(t, b, "package main\n\nimport \"os\"\n\nfunc main() { os.Stdout.WriteString(\"a\\xffb\") }\n")
	r, err = b.Main(ctx, supervisor.MainInput{})
	if err != nil || r.Stdout != "a\uFFFDb" || string(r.StdoutBytes) != "a\xffb" || r.StderrBytes != nil {
		t.Fatalf("%+v %v", r, err)
	}
	c := create(t, sup, "c")
	load(t, c, good)
	_, err = c.Main(ctx, supervisor.MainInput{})
	wantErr(t, err, supervisor.ErrNoFunction)
}

// Interfaces and embedded structs show through what the interpreter makes of
// them.
func TestValuesAsTheCompilerHasThem(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a")
	load(t, b, `package candidate

type base struct {
	ID    int
	inner int
}

type Named struct {
	base
	Name string
	note string
}

type Shape interface{ Area() float64 }

type Square struct{ Side float64 }

func (s Square) Area() float64 { return s.Side * s.Side }

func Embedded() Named { return Named{base{1, 2}, "n", "x"} }

func Anys() []any { return []any{1, "a", Square{2}, nil, []any{map[string]any{"k": Square{3}}}} }

func Shapes() []Shape { return []Shape{Square{4}} }

func One() Shape { return Square{5} }

func Dyn() any { return map[string]any{"a": 1.5} }
`)
	for function, want := range map[string]string{
		"Embedded": `{"ID":1,"Name":"n"}`,
		"Anys":     `[1,"a",{"Side":2},null,[{"k":{"Side":3}}]]`,
		"Shapes":   `[{"Side":4}]`,
		"One":      `{"Side":5}`,
		"Dyn":      `{"a":1.5}`,
	} {
		if r := call(t, b, function); string(r.Value) != want {
			t.Errorf("%s: %s (%s %+v), want %s", function, r.Value, r.Verdict, r.Error, want)
		}
	}
}
