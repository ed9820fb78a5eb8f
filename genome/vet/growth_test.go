package vet

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/petri-lab/petri/genome"
)

// lines repeats a line with "N" replaced by 1 to n and "M" by the number before.
func lines(n int, line string) string {
	var b strings.Builder
	for i := 1; i <= n; i++ {
		b.WriteString(strings.NewReplacer("N", fmt.Sprint(i), "M", fmt.Sprint(i-1)).Replace(line))
		b.WriteByte('\n')
	}
	return b.String()
}

func inFunc(text string) string { return "func f() {\n" + text + "}\n" }

// Programs of a few lines that would keep the type checker busy for hours, or
// eat all memory. Each is refused at a position.
func TestGrowth(t *testing.T) {
	const (
		pairs    = "type P[A, B any] struct{ a A; b B }\n"
		dup      = "func dup[T any](x T) (r struct{ a, b T }) { return }\n"
		wrap     = "type W[T any] struct{ x T }\nfunc wrap[T any](x T) (w W[T]) { return }\n"
		sixtyDup = "dup(dup(dup(dup(dup(dup("
	)
	for name, text := range map[string]string{
		"aliases, compared":     "type A0 = int\ntype B0 = int\n" + lines(40, "type AN = struct{ a, b AM }\ntype BN = struct{ a, b BM }") + "var x A40 = B40{}\n",
		"aliases, printed":      "type A0 = int\n" + lines(40, "type AN = struct{ a, b AM }") + "var x int = A40{}\n",
		"aliases of functions":  "type A0 = int\n" + lines(40, "type AN = func(AM) AM") + "var x A40 = 1\n",
		"aliases of maps":       "type A0 = int\n" + lines(40, "type AN = map[[1]AM]AM") + "var x A40 = 1\n",
		"aliases of interfaces": "type A0 = interface{ M() }\n" + lines(40, "type AN = interface{ mN(AM) AM }") + "var x A40 = 1\n",
		"generic aliases":       "type P[A any] = struct{ a, b A }\ntype A0 = int\n" + lines(40, "type AN = P[AM]") + "var x A40\n",
		"named structs":         "type A0 struct{ x int }\n" + lines(40, "type AN struct{ a, b AM }") + "var x A40\nvar y = x == x\n",
		"embedded structs":      "type A0 struct{ x int }\ntype B0 struct{ y int }\n" + lines(40, "type AN struct{ AM; BM }\ntype BN struct{ AM; BM }") + "var x A40\n",
		"embedded interfaces":   "type A0 interface{ M() }\ntype B0 interface{ N() }\n" + lines(40, "type AN interface{ AM; BM }\ntype BN interface{ AM; BM }") + "var x A40\n",
		"unions":                "type A0 interface{ int | string }\n" + lines(40, "type AN interface{ AM | AM }") + "func f[T A40](x T) {}\n",
		"instances":             pairs + "type A0 = int\n" + lines(40, "type AN = P[AM, AM]") + "var x A40\n",
		"named instances":       pairs + "type A0 int\n" + lines(40, "type AN P[AM, AM]") + "var x A40\n",
		"nested instances":      pairs + "var x " + strings.Repeat("P[P[int, int], ", 60) + "int" + strings.Repeat("]", 60) + "\ntype Q[T any] struct{ a, b T }\nvar y " + strings.Repeat("Q[", 60) + "int" + strings.Repeat("]", 60) + "\n",
		"local aliases":         inFunc("type A0 = int\n" + lines(40, "type AN = struct{ a, b AM }") + "var x A40\n_ = x\n"),
		"local aliases, hidden": inFunc("type A = int\n" + strings.Repeat("type B = struct{ a, b A }\n{\ntype A = struct{ a, b B }\n{\n", 20) + strings.Repeat("}\n}\n", 20)),
		"across modules":        "",

		"inferred results":   dup + inFunc("x0 := 1\n"+lines(40, "xN := dup(xM)")+"_ = x40\n"),
		"inferred, nested":   dup + "var x = " + strings.Repeat("dup(", 60) + "1" + strings.Repeat(")", 60) + "\n",
		"inferred, named":    pairs + "func pair[A, B any](a A, b B) (p P[A, B]) { return }\n" + inFunc("x0 := 1\n"+lines(40, "xN := pair(xM, xM)")+"_ = x40\n"),
		"package variables":  dup + "var x40 = dup(x39)\n" + lines(39, "var xN = dup(xM)") + "var x0 = 1\n",
		"methods":            "type D[T any] struct{ x T }\nfunc (d D[T]) Dup() (r D[struct{ a, b T }]) { return }\nvar x = D[int]{}" + strings.Repeat(".Dup()", 60) + "\n",
		"method expressions": "type D[T any] struct{ x T }\nfunc (d D[T]) Dup() (r D[[]T]) { return }\n" + inFunc("x0 := D[int]{}\n"+lines(500, "xN := xM.Dup()")+"_ = x500\n"),
		"fields":             "type L[T any] struct{ next *L[struct{ a, b T }] }\nvar x L[int]\nvar y = x" + strings.Repeat(".next", 60) + "\n",
		"functions as arguments": "func dup[T any](x T) (r struct{ a, b T }) { return }\nfunc apply[A, B any](f func(A) B, x A) B { return f(x) }\n" +
			inFunc("x0 := 1\n"+lines(40, "xN := apply(dup, xM)")+"_ = x40\n"),
		"range":           "func dup[T any](x T) (r []struct{ a, b T }) { return }\n" + inFunc("x0 := 1\n"+lines(40, "for _, xN := range dup(xM) {")+strings.Repeat("}\n", 40)),
		"closures":        dup + inFunc("x0 := 1\n"+lines(40, "xN := func() any { return 1 }\nyN := dup(xN)\n_ = yN")+"z0 := 1\n"+lines(40, "zN := dup(zM)")),
		"wrapped deep":    wrap + inFunc("x0 := 1\n"+lines(2000, "xN := wrap(xM)")+"_ = x2000\n"),
		"many pointers":   wrap + inFunc("x0 := 1\n"+lines(20_000, "xN := &xM")+"_ = x20000\n"),
		"if and switch":   dup + inFunc("x0 := 1\n"+lines(20, "if xN := dup(xM); true {\nswitch yN := xN; { case true:")+strings.Repeat("}\n}\n", 20)),
		"string constant": "const a0 = \"0123456789\"\n" + lines(40, "const aN = aM + aM") + "var x = len(a40)\n",
		"repeated string": "const (\na0 = \"0123456789\"\nb0\n)\n" + lines(40, "const (\naN = bM + bM\nbN\n)") + "var x = len(b40)\n",
		"local string":    inFunc("const a0 = \"0123456789\"\n" + lines(40, "const aN = aM + aM") + "_ = len(a40)\n"),
		"string in a sum": "const a = \"" + strings.Repeat("0123456789", 1000) + "\"\nvar x = a" + strings.Repeat("+a", 4000) + "\n",
		"number":          "const a0 = 1e9999\n" + lines(40, "const aN = aM * aM") + "var x = a40 > 0.5\n",
		"distant numbers": "const a0 = 1 / 3.0\n" + lines(40, "const aN = aM * aM + 0.7"),
		"number of a package": "import \"math\"\n" +
			"const a0 = math.MaxFloat64\n" + lines(40, "const aN = aM * aM") + "var x = a40 > 0.5\n",
		"repeated constants":  "const (\na = len([...]int{" + strings.Repeat("1,", 5000) + "})\n" + lines(5000, "bN") + ")\n",
		"chain of constants":  lines(30_000, "const aM = aN"),
		"chain of types":      lines(20_000, "type AM struct{ x *AN }"),
		"chain of variables":  lines(2000, "var xM = "+strings.Repeat("(", 100)+"xN"+strings.Repeat(")", 100)),
		"chain in functions":  lines(10_000, "var xM = fM()\nfunc fM() [len(xN)]int"),
		"large struct":        "type S struct {\n" + lines(10_000, "fN int") + "}\n" + "func f(s S) {\n" + lines(10_000, "s.fN++") + "}\n",
		"large interface":     "type I interface {\n" + lines(10_000, "mN()") + "}\n",
		"many embedded":       lines(5000, "type EN struct{ fN int }") + "type S struct {\n" + lines(5000, "EN") + "}\n",
		"instances, by value": "type Q[T any] struct{ a, b T }\nfunc quad[T any](x T) (q Q[Q[T]]) { return }\n" + inFunc("x0 := 1\n"+lines(60, "xN := quad(xM)")),
	} {
		t.Run(name, func(t *testing.T) {
			g := genome.FromString("a.go", "package p\n"+text)
			if name == "across modules" {
				g = nil
				g = append(g, mod("m0", "package m0\ntype T = int\n"))
				for i := 1; i < 60; i++ {
					g = append(g, mod(fmt.Sprint("m", i), fmt.Sprintf("package m%d\nimport q \"m%d\"\ntype T = struct{ a, b q.T }\n", i, i-1)))
				}
			}
			start := time.Now()
			r := Check(g, genome.Trusted(), genome.Caps{})
			if len(r.Diagnostics) == 0 || len(r.Diagnostics) > 10 || !r.Denied {
				t.Fatalf("denied %v: %.300v", r.Denied, r.Diagnostics)
			}
			for _, d := range r.Diagnostics {
				if d.Rule != "type" && d.Rule != "constant" || d.Line == 0 || len(d.Message) > 200 {
					t.Errorf("got %.300v", d)
				}
			}
			if d := time.Since(start); d > time.Minute {
				t.Errorf("took %v", d)
			}
		})
	}
}

// What is only long must pass, and in reasonable time.
func TestNoGrowth(t *testing.T) {
	const list = `type List[T any] struct { items []T; next *List[T] }
func (l *List[T]) Add(x T) *List[T] { return l }
func (l List[T]) Rest() *List[T] { return l.next }
type Map[K comparable, V any] struct { m map[K]V }
func (m *Map[K, V]) Put(k K, v V) *Map[K, V] { return m }
func With[K comparable, V any](m *Map[K, V], k K, v V) *Map[K, V] { return m }
type Pair[A, B any] struct { A A; B B }
func MakePair[A, B any](a A, b B) Pair[A, B] { return Pair[A, B]{a, b} }
func Convert[A, B any](xs []A, f func(A) B) []B { return nil }
func Filter[T any](xs []T, keep func(T) bool) []T { return nil }
func Split[T any](xs []T, f func(T) bool) (yes, no []T) { return }
func Ptr[T any](x T) *T { return &x }
`
	for name, text := range map[string]string{
		"chained calls":     list + "var l = new(List[int])" + strings.Repeat(".Add(1)", 200) + ".Rest()" + strings.Repeat(".next", 100) + "\n",
		"two parameters":    list + "var m = new(Map[string, int])" + strings.Repeat(".Put(\"\", 1)", 200) + "\n",
		"persistent maps":   list + "func f() *Map[string, int] {\nm0 := new(Map[string, int])\n" + lines(200, "mN := With(mM, \"\", 1)") + "return m200\n}\n",
		"many pairs":        list + "var ps = []Pair[string, int]{\n" + strings.Repeat("MakePair(\"a\", 1),\n", 500) + "}\n",
		"pairs of pairs":    list + "var p = MakePair(MakePair(MakePair(1, 2), MakePair(3, 4)), MakePair(MakePair(5, 6), Ptr(7)))\n",
		"pipelines":         list + "func f() []int {\nx0 := []int{1}\n" + lines(200, "yN := Filter(xM, func(x int) bool { return x > 0 })\nxN := Convert(yN, func(x int) int { return x })") + "return x200\n}\n",
		"splits":            list + "func f(x []int) []int {\na, b := Split(x, nil)\nc, d := Split(a, nil)\ne, g := Split(b, nil)\nreturn append(append(c, d...), append(e, g...)...)\n}\n",
		"reused names":      list + "func f(x int) {\n" + strings.Repeat("{\nx := MakePair(x, x)\n_ = x\n}\n", 100) + "}\n",
		"assigned again":    list + "func f(x *int) {\np := MakePair(1, 2)\n" + strings.Repeat("p = MakePair(p.A, p.B)\n", 100) + "_ = p\n}\n",
		"nested structures": "type A0 struct{ x, y int }\n" + lines(8, "type AN struct{ a, b AM; s []AN; m map[string]AM }") + "var x A8\n",
		"mutual recursion":  lines(60, "type AN struct { "+strings.TrimSpace(strings.ReplaceAll(lines(60, "aN *AN;"), "\n", " "))+" }"),
		"numbers":           "import \"math\"\nconst (\na = math.MaxFloat64\nb = math.Pi * math.Pi * math.E / math.Sqrt2\nc = a / a * a\nd = 1 << 500 >> 499\n)\nvar x = c / math.MaxUint64 * b * d\n",
		"long texts":        "const a = \"" + strings.Repeat("0123456789", 10_000) + "\"\nconst b = a + \"\\n\" + a\nvar x = b\n",
		"many constants":    "type Day int\nconst (\nD0 Day = iota*2 + 1\n" + lines(2000, "DN") + ")\n",
		"many declarations": lines(2000, "type TN struct{ x *TM }\nvar vN = TN{}\nfunc fN(t TN) int { return fM(TM{}) }") + "type T0 int\nfunc f0(T0) int { return 0 }\nfunc init() { _ = T1{} }\n",
		"many cases":        "func f(x int) {\nswitch x {\n" + lines(5000, "case N:") + "}\n}\n",
		"many calls":        "var x = f1()\n" + lines(100, "func fN() int { return 0"+strings.ReplaceAll(lines(100, "+gN()"), "\n", "")+" }") + lines(100, "func gN() int { return 1 }"),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			text := "package p\n" + strings.ReplaceAll(text, "type T1 struct{ x *T0 }\nvar v1 = T1{}\nfunc f1(t T1) int { return f0(T0{}) }", "type T1 struct{}\nfunc f1(t T1) int { return 0 }")
			if r := Check(genome.FromString("a.go", text), genome.Trusted(), genome.Caps{}); !r.OK() {
				t.Errorf("got %.500v", r.Diagnostics)
			}
			if d := time.Since(start); d > time.Minute {
				t.Errorf("took %v", d)
			}
		})
	}
}
