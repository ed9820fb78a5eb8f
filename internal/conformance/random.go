package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// randomPrograms makes count programs out of nothing but a seed: each is valid
// Go, ends, and prints the same on every machine. They are for finding what
// nobody thought of.
func randomPrograms(seed uint64, count int) []*program {
	all := make([]*program, count)
	for i := range all {
		n := seed + uint64(i)
		g := &generator{Rand: rand.New(rand.NewPCG(n, 0))}
		all[i] = &program{name: fmt.Sprintf("%d", n), files: []file{{"main.go", g.program()}}}
	}
	return all
}

// randomName reads the name of a corpus of random programs, r:SEED:COUNT.
func randomName(name string) (seed uint64, count int, is bool) {
	n, err := fmt.Sscanf(name, "r:%d:%d", &seed, &count)
	return seed, count, n == 2 && err == nil && count > 0
}

// A generator writes one program.
type generator struct {
	*rand.Rand
	text   strings.Builder
	funcs  []function
	scopes [][]variable
	shapes []*shape // with names
	names  int
	// loops and depth bound what is nested.
	loops, depth int
	// inside tells which function is being written.
	inside *function
}

type function struct {
	name    string
	params  []string // types
	results []string // types
	named   bool
}

type variable struct {
	name, typ string
	fixed     bool // must not be assigned to: what bounds a loop
}

// prelude declares what all programs have. What they print is bounded, and so is
// the time that they take.
const prelude = `package main

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
)

type (
	Num  int16
	Wide uint64
	Text string
	Pair struct {
		A int
		B string
	}
	Box struct {
		Pair
		C [3]int32
		P *Pair
	}
	Shape interface{ Size(int) int }
	Fn    func(int) int
)

const (
	Few  Num  = 3
	Many Wide = 1 << 40
)

func (n Num) Size(k int) int     { return int(n) + k }
func (w Wide) Size(k int) int    { return int(w>>37) - k }
func (w Wide) Next() Wide        { return w*3 + 1 }
func (p Pair) Size(k int) int    { return p.A + len(p.B)*k }
func (p *Pair) Grow(k int) *Pair { p.A += k; p.B += "g"; return p }
func (b *Box) Size(k int) int    { return b.A + int(b.C[uint(k)%3]) }
func (b Box) With(k int) Box     { b.C[uint(k)%3]++; b.A = k; return b }
func (f Fn) Size(k int) int      { return f(k) }
func (p Pair) String() string    { return fmt.Sprintf("<%d %s>", p.A, p.B) }

var lines, steps, kept int

func out(tag string, args ...any) {
	for i, a := range args {
		if f, ok := a.(func(int) int); ok {
			args[i] = f(3)
		}
	}
	if lines++; lines <= 200 {
		fmt.Println(append([]any{tag}, args...)...)
	}
}

func tick() {
	if steps++; steps > 3000 {
		panic("enough")
	}
}

func try(tag string, f func()) {
	steps = 0
	defer func() {
		if r := recover(); r != nil {
			if e, ok := r.(error); ok {
				out(tag, "error", e.Error())
				return
			}
			out(tag, "panic", r)
		}
	}()
	f()
}

func id[T any](x T) T { return x }

// What may panic is kept to statements of their own: which of two panics of one
// expression comes first is the compiler's choice.

func at[T any](xs []T, i int) (x T) {
	if len(xs) > 0 {
		x = xs[uint(i)%uint(len(xs))]
	}
	return x
}

func from(s string, i int) string { return s[uint(i)%uint(len(s)+1):] }

func first[T any](xs []T, n int) []T { return xs[:uint(n)%uint(len(xs)+1)] }

func div[T ~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr](a, b T, rest bool) T {
	switch {
	case b == 0:
		return a
	case rest:
		return a % b
	}
	return a / b
}

func fold[T, A any](xs []T, a A, f func(A, T) A) A {
	for _, x := range xs {
		a = f(a, x)
	}
	return a
}

func upto(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			if !yield(i) {
				out("stopped", i)
				return
			}
		}
	}
}

func take(seq iter.Seq[int], n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer func() { kept ^= n }()
		for x := range seq {
			if n--; n < 0 || !yield(x) {
				return
			}
		}
	}
}

func mapped[T, R any](seq iter.Seq[T], f func(T) R) iter.Seq[R] {
	return func(yield func(R) bool) {
		for x := range seq {
			if !yield(f(x)) {
				break
			}
		}
	}
}

func filtered[T any](seq iter.Seq[T], f func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) { seq(func(x T) bool { return !f(x) || yield(x) }) }
}

func joined[T any](seqs ...iter.Seq[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, seq := range seqs {
			for x := range seq {
				if !yield(x) {
					return
				}
			}
		}
	}
}

func pulled[T any](seq iter.Seq[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		next, stop := iter.Pull(seq)
		defer stop()
		for {
			x, ok := next()
			if !ok || !yield(x) {
				return
			}
		}
	}
}

func numbered[T any](seq iter.Seq[T]) iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		i := 0
		for x := range seq {
			if !yield(i, x) {
				return
			}
			i++
		}
	}
}

func noted(tag string, v int) int {
	out("noted", tag, v)
	return v
}

func ptr[T any](x T) *T { return &x }

func len3(a [3]int8) int { return len(a) }

func short(s string) string {
	if len(s) > 24 {
		return s[:24]
	}
	return s
}

var (
	g0 = 7
	g1 = "global"
	g2 = []int{3, 1, 2}
	g3 = map[string]int{"a": 1, "b": 2}
	g4 any = Pair{1, "any"}
	g5 Shape = Num(4)
	// What no program changes.
	g0s, g1s, g2s = "five!", "é", []int{1}
	g4s      any  = "text"
	nilPair  *Pair
	nilFunc  func(int) int
	nilShape Shape

	g6 = Box{Pair: Pair{5, "box"}, P: &Pair{6, "ptr"}}

	_ = strings.ToUpper
	_ = strconv.Itoa
	_ = slices.Max[[]int]
	_ = maps.Keys[map[int]int]
	_ sync.Mutex
)
`

// program writes a whole program.
func (g *generator) program() []byte {
	g.text.WriteString(prelude)
	g.scopes = [][]variable{{
		{"g0", "int", false}, {"g1", "string", false}, {"g2", "[]int", false}, {"g3", "map[string]int", false},
		{"g4", "any", false}, {"g5", "Shape", false}, {"g6", "Box", false},
	}}
	for i := range 2 + g.IntN(3) {
		g.function(i)
	}
	var scenes []string
	for i := range 2 + g.IntN(3) {
		scenes = append(scenes, g.scene(i))
	}
	g.line("func main() {")
	for _, s := range scenes {
		g.line("lines = 0\ntry(%q, %s)", s, s)
	}
	g.line("lines = 0")
	for i, f := range g.funcs {
		for k := range 2 {
			g.line("try(%q, func() { out(%q%s) })", fmt.Sprint("f", i, k), f.name, g.call(f, len(f.results) > 0))
		}
	}
	g.line("out(\"end\", kept, g0, g1, g2, g3, g4, g6.Pair, g6.C, *g6.P)")
	g.line("}")
	return []byte(g.text.String())
}

// call is a call of f as further arguments of out; a call without results is
// wrapped.
func (g *generator) call(f function, value bool) string {
	var args []string
	for _, t := range f.params {
		args = append(args, g.expr(t, 2).text)
	}
	c := fmt.Sprintf("%s(%s)", f.name, strings.Join(args, ", "))
	switch {
	case !value:
		return ", func() int { " + c + "; return 0 }()"
	case len(f.results) == 1:
		return ", " + c
	}
	vars := make([]string, len(f.results))
	for i := range vars {
		vars[i] = fmt.Sprint("r", i)
	}
	list := strings.Join(vars, ", ")
	return fmt.Sprintf(", func() int { %s := %s; out(\"results\", %s); return 0 }()", list, c, list)
}

// function writes function i, which calls only those before it.
func (g *generator) function(i int) {
	f := function{name: fmt.Sprint("f", i), named: g.IntN(2) == 0}
	for range g.IntN(4) {
		f.params = append(f.params, g.typ())
	}
	for range g.IntN(3) {
		f.results = append(f.results, g.typ())
	}
	g.inside = &f
	scope := []variable{}
	var params, results []string
	for k, t := range f.params {
		scope = append(scope, variable{fmt.Sprint("p", k), t, false})
		params = append(params, fmt.Sprint("p", k, " ", t))
	}
	for k, t := range f.results {
		if f.named {
			scope = append(scope, variable{fmt.Sprint("r", k), t, false})
			results = append(results, fmt.Sprint("r", k, " ", t))
		} else {
			results = append(results, t)
		}
	}
	g.line("")
	g.line("func %s(%s) (%s) {", f.name, strings.Join(params, ", "), strings.Join(results, ", "))
	g.line("tick()")
	g.scopes = append(g.scopes, scope)
	g.block(4 + g.IntN(5))
	g.returns()
	g.scopes = g.scopes[:len(g.scopes)-1]
	g.line("}")
	g.funcs = append(g.funcs, f)
}

// returns writes a return statement.
func (g *generator) returns() {
	if g.inside.named && g.IntN(2) == 0 || len(g.inside.results) == 0 {
		g.line("return")
		return
	}
	var values []string
	for _, t := range g.inside.results {
		values = append(values, g.expr(t, 2).text)
	}
	g.line("return %s", strings.Join(values, ", "))
}

func (g *generator) line(format string, args ...any) {
	fmt.Fprintf(&g.text, format+"\n", args...)
}

// fresh is a name that no other variable has; now and then it is one that hides
// another.
func (g *generator) fresh() string {
	if g.IntN(6) == 0 {
		return []string{"x", "y", "g0", "g1"}[g.IntN(4)]
	}
	g.names++
	return fmt.Sprint("v", g.names)
}

// declare makes a variable known in the innermost scope. It returns false if
// the scope has one of this name.
func (g *generator) declare(v variable) bool {
	scope := g.scopes[len(g.scopes)-1]
	for _, old := range scope {
		if old.name == v.name {
			return false
		}
	}
	g.scopes[len(g.scopes)-1] = append(scope, v)
	return true
}

// visible lists the variables of a type that are not hidden.
func (g *generator) visible(typ string, assignable bool) []variable {
	hidden := map[string]bool{}
	var found []variable
	for i := len(g.scopes) - 1; i >= 0; i-- {
		for _, v := range g.scopes[i] {
			if !hidden[v.name] && (typ == "" || v.typ == typ) && !(assignable && v.fixed) {
				found = append(found, v)
			}
		}
		for _, v := range g.scopes[i] {
			hidden[v.name] = true
		}
	}
	return found
}

func pick[T any](g *generator, xs []T) T { return xs[g.IntN(len(xs))] }

// typ is a random type.
func (g *generator) typ() string {
	return pick(g, []string{
		"int", "int", "int", "string", "string", "bool", "[]int", "[]string", "float64", "Pair", "*Pair", "Box", "any", "Shape",
		"map[string]int", "[3]int32", "func(int) int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "uintptr", "Num", "Wide", "Text", "rune", "[]Pair", "complex128", "float32",
	})
}

func isInteger(t string) bool {
	switch t {
	case "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "uintptr", "Num", "Wide", "rune":
		return true
	}
	return false
}
