package yaegi

import (
	"errors"
	"strings"
	"testing"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/worker/engine"
)

func diagnostics(t *testing.T, err error) []genome.Diagnostic {
	t.Helper()
	var e *engine.LoadError
	if !errors.As(err, &e) {
		t.Fatalf("%v is no LoadError", err)
	}
	return e.Diagnostics
}

// What is wrong with a source is vet's to tell; the engine refuses what it
// cannot translate faithfully.
func TestRefusals(t *testing.T) {
	for _, test := range []struct {
		name, text, message string
		line, column        int
	}{
		{"pointer to an interface in a struct of the library", "package genome\nimport \"io\"\nfunc F(r *io.LimitedReader) *io.Reader {\n\treturn &r.R\n}\n", "a pointer to a field of interface type", 4, 10},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := load(t, nil, mod("genome", "genome.go", test.text))
			d := diagnostics(t, err)[0]
			if d.Rule != "dialect" || d.Line != test.line || d.Column != test.column || d.Module != "genome" ||
				d.File != "genome.go" || !strings.Contains(d.Message, test.message) {
				t.Errorf("got %+v, want %+v", d, test)
			}
		})
	}
}

func TestLoadNeedsSyntax(t *testing.T) {
	m := mod("genome", "genome.go", "package genome\n")
	if err := New().New((&streams{}).env("")).Load([]engine.Module{m}); err == nil {
		t.Error("a module that was not vetted is loaded")
	}
}

func TestLoadPanics(t *testing.T) {
	for _, test := range []struct {
		name, text, message, function string
		line                          int
	}{
		{"init", "package genome\n\nfunc init() {\n\tpanic(\"boom\")\n}\n", "boom", "genome.init", 4},
		{"initialiser", "package genome\nvar x = f()\n\nfunc f() int {\n\tvar s []int\n\treturn s[1]\n}\n", "runtime error: index out of range [1] with length 0", "genome.f", 6},
		{"second init", "package genome\nfunc init() {}\nfunc init() {\n\tpanic(2)\n}\n", "2", "genome.init", 4},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := load(t, nil, mod("genome", "genome.go", test.text))
			var p *engine.Panic
			if !errors.As(err, &p) {
				t.Fatalf("%v is no Panic", err)
			}
			if p.Message != test.message || len(p.Trace) == 0 || p.Trace[0].Function != test.function || p.Trace[0].Line != test.line {
				t.Errorf("got %+v, want %+v", p, test)
			}
		})
	}
}

func TestLoadTwice(t *testing.T) {
	m := mod("genome", "genome.go", "package genome\n")
	p, err := load(t, nil, m)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Load(checked(t, m)); err == nil {
		t.Error("loaded twice")
	}
}

func TestModules(t *testing.T) {
	p, err := load(t, nil,
		mod("shapes/circle", "area.go", "package circle\nimport \"math\"\nfunc Area(r float64) float64 { return math.Pi * r * unit(r) }\n",
			"unit.go", "package circle\nimport m \"math\"\nfunc unit(r float64) float64 { return m.Abs(r) }\n"),
		// A name that ends in another module's, and the other way round.
		mod("circle", "circle.go", "package circle\nfunc Area(r float64) float64 { return -1 }\n"),
		mod("genome/circle", "circle.go", "package circle\nfunc Area(r float64) float64 { return -2 }\n"),
		mod("genome", "a_test.go", "package genome\nimport round \"shapes/circle\"\nfunc Round() float64 { return round.Area(1) }\n",
			"_b.go", "package genome\nimport \"circle\"\nfunc Flat() float64 { return circle.Area(1) + both() }\n",
			"c d.go", "package genome\nimport \"genome/circle\"\nfunc both() float64 { return circle.Area(1) }\n"),
		mod("top", "top.go", "package top\nimport \"genome\"\nfunc Ints() float64 { return genome.Flat() }\n"),
	)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		module, function string
		want             float64
	}{
		{"genome", "Round", 3.141592653589793},
		{"genome", "Flat", -3},
		{"circle", "Area", -1},
		{"top", "Ints", -3},
	} {
		f := mustLookup(t, p, test.module, test.function)
		args := anys(make([]float64, f.Type().NumIn()))
		out, panicked := f.Call(args)
		if panicked != nil || out[0].Float() != test.want {
			t.Errorf("%s.%s: got %v, panic %v, want %v", test.module, test.function, out, panicked, test.want)
		}
	}
}

func TestLookup(t *testing.T) {
	p := mustLoad(t, nil, `package genome
type T struct{}
func (T) Method() {}
func Plain() {}
func hidden() {}
func Generic[K comparable](k K) {}
func init() {}
func main() {}
var Variable = 1
`)
	a, b := mustLookup(t, p, "genome", "Plain"), mustLookup(t, p, "genome", "Plain")
	if a != b {
		t.Error("looked up twice, resolved twice")
	}
	for _, name := range []string{"Method", "hidden", "Generic", "init", "main", "Variable", "petri_init_0", "petri_export_", ""} {
		if _, err := p.Lookup("genome", name); !errors.Is(err, engine.ErrNoFunction) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := p.Lookup("other", "Plain"); !errors.Is(err, engine.ErrNoFunction) {
		t.Error(err)
	}
}

func TestPackageMain(t *testing.T) {
	s := &streams{}
	p, err := load(t, s, mod("prog", "main.go", `package main

import "fmt"

func init() { fmt.Println("init") }

func main() {
	fmt.Println("main", n)
	n++
	if n > 2 {
		panic("enough")
	}
}
`, "n.go", "package main\n\nvar n = 1\n"))
	if err != nil {
		t.Fatal(err)
	}
	f := mustLookup(t, p, "prog", "main")
	if _, panicked := f.Call(nil); panicked != nil {
		t.Fatal(panicked)
	}
	_, panicked := f.Call(nil)
	if panicked == nil || len(panicked.Trace) != 1 || panicked.Trace[0].Function != "main.main" || panicked.Trace[0].Module != "prog" {
		t.Errorf("got %+v", panicked)
	}
	if got := s.out.String(); got != "init\nmain 1\nmain 2\n" {
		t.Errorf("printed %q", got)
	}
}
