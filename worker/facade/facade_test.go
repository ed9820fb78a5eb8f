package facade_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/genome/vet"
	"github.com/petri-lab/petri/worker/facade"
)

const rich = `package candidate

import (
	"bytes"
	"context"
	"errors"
	"math/big"
	"time"
)

type Point struct {
	X, Y   float64 ` + "`json:\"x\"`" + `
	hidden int
}
func (p Point) Norm() float64 { return p.X }

type Tree struct { Left, Right *Tree; V int }
type Color int
type Bad struct { F func() }
type Loop []Loop
type Pair[T any] struct { A, B T }
type Alias = map[string][]Point
type Wide struct { Point; At time.Time }
type small int

const (
	Red Color = iota
	Green
)
const (
	Answer   = 42
	Third    = 1.0 / 3
	Name     = "x\ny"
	Letter   = 'a'
	Yes      = true
	Below    = -7
	Wait     = 3 * time.Second
	Complex  = 1i
)

var Table = []int{1}
var ErrNo = errors.New("no")

func Square(x int) int { return x * x }
func Two(a, b string) (n int, err error) { return 0, ErrNo }
func Sum(xs ...float64) float64 { return 0 }
func Walk(t *Tree, c Color, m map[Color]Alias) (Wide, [3]uint8) { return Wide{}, [3]uint8{} }
func Any(x any, raw []byte) any { return x }
func Huge(n *big.Int, d time.Duration) *big.Int { return n }
func Nothing() {}
func Func(f func()) {}
func Chan() chan int { return nil }
func Ctx(ctx context.Context) {}
func Errs() []error { return nil }
func Gen[T any](t T) T { return t }
func Hidden() small { return 0 }
func HasBad(b Bad) {}
func Looping(l Loop) {}
func Paired(p Pair[int]) {}
func Keys(m map[float64]int) {}
func URL(u bytes.Buffer) {}
`

func describe(t *testing.T, text string) facade.Facade {
	t.Helper()
	p, err := genome.ProfileByName("trusted")
	if err != nil {
		t.Fatal(err)
	}
	r := vet.Check(genome.Genome{{Name: "candidate", Files: []genome.File{{Name: "a.go", Text: []byte(text)}}}}, p, genome.DefaultCaps())
	if !r.OK() {
		t.Fatal(r.Diagnostics)
	}
	return facade.Describe("candidate", r.Modules[0].Syntax.Package, nobody)
}

func nobody(string) bool { return false }

func TestDescribe(t *testing.T) {
	f := describe(t, rich)
	text := string(f.Text)
	for _, want := range []string{
		"type Point struct { X float64 \"json:\\\"x\\\"\"; Y float64 \"json:\\\"x\\\"\" }",
		"type Tree struct { Left *Tree; Right *Tree; V int }", "type Color int", "type Alias = map[string][]Point",
		"type Wide struct { Point; At time.Time }",
		"const Red Color = 0", "const Green Color = 1", "const Answer = 42", "const Third = 3.333333333333333e-01", `const Name = "x\ny"`,
		"const Letter rune = 97", "const Yes = true", "const Below = -7", "const Wait time.Duration = 3000000000",
		"func Square(x int) int", "func Two(a string, b string) (n int, err error)", "func Sum(xs ...float64) float64",
		"func Walk(t *Tree, c Color, m map[Color]Alias) (Wide, [3]uint8)", "func Any(x any, raw []byte) any",
		"func Huge(n *big.Int, d time.Duration) *big.Int", "func Nothing()",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	left := map[string]string{}
	for _, l := range f.LeftOut {
		left[l.Name] = l.Reason
	}
	for name, want := range map[string]string{
		"Bad": "field F: a function", "Loop": "contains itself", "Pair": "generic", "Complex": "complex", "Table": "a variable",
		"ErrNo": "a variable", "Func": "parameter 1: a function", "Chan": "result 1: a channel", "Ctx": "a context",
		"Errs": "last result", "Gen": "generic", "Hidden": "type small is not exported", "HasBad": "type Bad: field F",
		"Looping": "contains itself", "Paired": "generic", "Keys": "keys of type float64", "URL": "standard library",
		"Point.Norm": "methods do not cross",
	} {
		if !strings.Contains(left[name], want) {
			t.Errorf("%s left out because %q, want %q", name, left[name], want)
		}
		delete(left, name)
	}
	if len(left) > 0 {
		t.Errorf("also left out: %v", left)
	}

	m, err := facade.Check(f, nobody)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := genome.ProfileByName("standard")
	if r := vet.CheckApart(genome.Genome{m}, p, genome.DefaultCaps(), []string{"candidate"}); !r.OK() {
		t.Errorf("%v in\n%s", r.Diagnostics, m.Files[0].Text)
	}
	if r := vet.Check(genome.Genome{m}, p, genome.DefaultCaps()); r.OK() {
		t.Error("functions without bodies were taken from a genome")
	}
}

// A facade may be written by whoever has taken a worker over.
func TestCheckHostile(t *testing.T) {
	for _, text := range []string{
		"", "package", "package candidate; x := 1",
		"func F() {}", "func F() { panic(1) }", "func init()", "func f()", "func (T) F()", "func F[T any](T)",
		"var X = 1", "var X int", "const X = F()", "const X = len(`abc`)", "const X = 1 << 60", "const x = 1", "const X, Y = 1, 2", "const (X = iota; Y)",
		"const X = 1i", "type t int", "type T[P any] int", "type T func()", "type T chan int", "type T interface{ M() }", "type T interface{ int }",
		"type T [1 << 40]int", "type T [99999999999]int", "type T [N]int", "type T [...]int", "type T struct { x int }",
		"type T (int)", "type T []func()", "import \"os\"", "import \"unsafe\"", "import t \"time\"", "import . \"time\"", "import \"C\"",
		"func F(x T[int])", "func F(x [len(y)]int)", "func F(x ...int, y int)", "func F() ...int", "type T struct { time.Time.X }",
		"type T " + strings.Repeat("[]", 100000) + "int", "//" + strings.Repeat("x", facade.MaxText),
	} {
		f := facade.Facade{Module: "candidate", Text: []byte("package candidate\n" + text)}
		if text == "" || strings.HasPrefix(text, "package") {
			f.Text = []byte(text)
		}
		if m, err := facade.Check(f, nobody); !errors.Is(err, facade.ErrBad) {
			t.Errorf("%.60q: %v, as %q", text, err, m.Files[0].Text)
		}
	}
	if _, err := facade.Check(facade.Facade{Module: "../x", Text: []byte("package x")}, nobody); !errors.Is(err, facade.ErrBad) {
		t.Error(err)
	}
	m, err := facade.Check(facade.Facade{Module: "c", Text: []byte("//go:build x\n\n//go:linkname F os.Exit\npackage c\n//go:embed x\nfunc F() /* x */ (int)\n//line a.go:1\n")}, nobody)
	if err != nil || strings.Contains(string(m.Files[0].Text), "//") || strings.Contains(string(m.Files[0].Text), "/*") {
		t.Errorf("%s %v", m.Files[0].Text, err)
	}
}

func FuzzCheck(f *testing.F) {
	f.Add([]byte("package c\n\nfunc F(x int) int\n"))
	f.Fuzz(func(_ *testing.T, text []byte) {
		m, err := facade.Check(facade.Facade{Module: "c", Text: text}, nobody)
		if err == nil {
			p, _ := genome.ProfileByName("standard")
			vet.CheckApart(genome.Genome{m}, p, genome.DefaultCaps(), []string{"c"})
		}
	})
}
