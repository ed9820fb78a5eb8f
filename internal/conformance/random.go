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
