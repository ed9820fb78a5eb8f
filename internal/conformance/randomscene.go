package main

import (
	"fmt"
	"strings"
)

// A scene plays through one part of the language. It writes declarations and a
// function of no arguments with the name that it is given.
func (g *generator) scenes() []func(name string) {
	return []func(string){
		g.printing, g.comparing, g.copying, g.aliasing, g.evaluating, g.deferring, g.iterating, g.promoting,
		g.instantiating, g.converting, g.communicating, g.initialising, g.hiding, g.jumping, g.spelling, g.counting,
	}
}

// scene writes one, and returns its name.
func (g *generator) scene(i int) string {
	name := fmt.Sprint("scene", i)
	g.line("")
	pick(g, g.scenes())(name)
	return name
}

// printing prints nested values with verbs that fit and verbs that do not.
func (g *generator) printing(name string) {
	var all []*shape
	for range 3 {
		all = append(all, g.declared(2, false))
	}
	g.line("func %s() {", name)
	for i, s := range all {
		if s.addresses {
			continue
		}
		g.line("var x%d %s = %s\n_ = x%d", i, s.text, s.value(), i)
		for range 4 {
			verb := pick(g, []string{"%v", "%+v", "%#v", "%T", "%d", "%x", "%X", "%q", "%s", "%6v|", "%-8v|", "%08d", "% x", "%t", "%e", "%.2f", "%#x", "%+d", "%U", "%c", "%o", "%b", "%.1s", "%x", "%*d"})
			form := pick(g, []string{"x", "x", "&x", "[]any{x, nil}", "[]T{x}", "map[string]T{\"k\": x}", "struct{ F T; e error }{F: x}", "any(x)"})
			if len(s.parts("x")) == 0 {
				form = strings.TrimPrefix(form, "&") // its address would be printed
			}
			arg := strings.NewReplacer("x", fmt.Sprint("x", i), "T", s.text).Replace(form)
			if verb == "%*d" {
				arg = "5, " + arg
			}
			g.line("out(fmt.Sprintf(%q, %s))", verb, arg)
		}
	}
	g.line("}")
}

// declared is a shape that is sometimes given a name.
func (g *generator) declared(depth int, comparable bool) *shape {
	s := g.shape(depth, comparable)
	if g.IntN(2) == 0 {
		s = g.named(s)
		g.shapes = append(g.shapes, s)
	}
	return s
}

// comparing compares interface values with one another, keys maps with them and
// looks at their types.
func (g *generator) comparing(name string) {
	var all []*shape
	for range 3 + g.IntN(3) {
		all = append(all, g.declared(2, true))
	}
	g.line("func %s() {", name)
	var values []string
	for _, s := range all {
		v := fmt.Sprintf("%s(%s)", s.text, s.value())
		values = append(values, v, pick(g, []string{v, fmt.Sprintf("%s(%s)", s.text, s.value())}))
	}
	for range 2 {
		values = append(values, pick(g, []string{"nil", "any(nil)", "error(nil)", "[]int(nil)", "map[int]int{}", "[1]any{[]int{}}", "func() {}", "struct{ e error }{}", "(*Pair)(nil)", "Pair{1, \"x\"}", "Num(3)"}))
	}
	g.line("vals := []any{%s}", strings.Join(values, ", "))
	g.line("for i, a := range vals {\nfor j, b := range vals[:i+1] {")
	g.line("func() {\ndefer func() { if r := recover(); r != nil { out(\"compare\", i, j, r.(error).Error()) } }()")
	g.line("if a == b { out(\"equal\", i, j) }\n}()\n}\n}")
	g.line("seen := map[any]int{}")
	g.line("for i, a := range vals {\nfunc() {\ndefer func() { if r := recover(); r != nil { out(\"key\", i, r) } }()\nseen[a] += i + 1\n}()\n}")
	g.line("for i, a := range vals {\nfunc() {\ndefer func() { recover() }()\nif n, ok := seen[a]; ok { out(\"seen\", i, n) }\n}()\n}")
	g.line("for i, a := range vals {")
	g.line("switch x := a.(type) {")
	used := map[string]bool{"any": true}
	for range 3 {
		var types []string
		for range 1 + g.IntN(3) {
			t := pick(g, append([]string{"int", "string", "error", "fmt.Stringer", "Shape", "nil", "interface{ String() string; Error() string }"}, texts(all)...))
			if !used[t] && !alias(used, t) {
				used[t] = true
				types = append(types, t)
			}
		}
		if len(types) == 0 {
			continue
		}
		g.line("case %s:", strings.Join(types, ", "))
		g.line("out(%q, i, fmt.Sprintf(\"%%T\", x))", strings.Join(types, "|"))
	}
	g.line("default:\nout(\"none\", i, fmt.Sprintf(\"%%T\", x))\n}\n}")
	if s := pick(g, all); !s.bare {
		g.line("for i, a := range vals {\nif x, ok := a.(%s); ok { out(\"is\", i, fmt.Sprintf(\"%%v\", x)) }\n}", s.text)
	}
	s := pick(g, all)
	g.line("m := map[%s]int{}\nfor i, k := range []%s{%s} {\nm[k] += i + 1\n}\nout(\"keys\", len(m), m[%s])", s.text, s.text, g.values(s, 4), s.value())
	g.line("}")
}

// alias tells whether a type is in a switch by another name.
func alias(used map[string]bool, t string) bool {
	return t == "uint8" && used["byte"] || t == "int32" && used["rune"]
}

func texts(all []*shape) []string {
	var list []string
	for _, s := range all {
		list = append(list, s.text)
	}
	return list
}

// copying copies values in all ways, changes parts of the copies and prints
// what became of each.
func (g *generator) copying(name string) {
	s := g.declared(3, false)
	for len(s.parts("x")) == 0 {
		s = g.declared(3, false)
	}
	g.line("func %s() {", name)
	g.line("show := func(tag string, x %s) { out(tag, %s) }", s.text, pick(g, []string{`fmt.Sprintf("%v", x)`, `fmt.Sprintf("%+v", x)`, `fmt.Sprintf("%#v", x)`}))
	if s.addresses {
		g.line("show = func(tag string, x %s) { %s }", s.text, g.look(s, "x", 0))
	}
	g.line("var zero %s", s.text)
	g.line("a := %s", s.value())
	places := []string{"a", "b", "list[0]", "list[1]", "(*p)", "pair[0]", "pair[1]", "hold.f", "hold.g[0]", "captured"}
	g.line("b, list := a, []%s{a, %s}", s.text, s.value())
	g.line("p, pair := &list[%d], [2]%s{a, %s}", g.IntN(2), s.text, s.value())
	g.line("hold := struct { f %[1]s; g [1]%[1]s }{a, [1]%[1]s{b}}", s.text)
	g.line("captured := a")
	g.line("m := map[string]%s{\"a\": a}", s.text)
	g.line("var boxed any = a")
	g.line("change := func(x %s) %s { %s; captured = x; return x }", s.text, s.text, g.change(s, "x"))
	g.line("_, _ = zero, change")
	for range 6 + g.IntN(6) {
		x := pick(g, places)
		switch g.IntN(11) {
		case 0, 1, 2, 3:
			g.line("%s", g.change(s, x))
		case 4:
			g.line("%s = change(%s)", x, pick(g, places))
		case 5:
			g.line("for i, x := range pair { %s; %s; pair[i] = x }", g.change(s, "pair[1]"), g.change(s, "x"))
		case 6:
			g.line("m[%q] = %s", pick(g, []string{"a", "b"}), x)
		case 7:
			g.line("boxed = %s", x)
		case 8:
			g.line("if x, ok := boxed.(%s); ok { %s; show(\"boxed\", x) }", s.text, g.change(s, "x"))
		case 9:
			g.line("%s, %s = %s, %s", "list[0]", "list[1]", pick(g, places), pick(g, places))
		default:
			g.line("func() { %s }()", g.change(s, x))
		}
	}
	for _, x := range append(places, "zero", "m[\"a\"]", "m[\"b\"]", "boxed.("+s.text+")") {
		if s.text == "any" && strings.HasPrefix(x, "boxed") {
			continue
		}
		g.line("show(%q, %s)", x, x)
	}
	g.line("}")
}

// change assigns to a part of x.
func (g *generator) change(s *shape, x string) string {
	p := g.leafOf(place{x, s})
	if strings.Contains(p.text, "(*") || strings.Contains(p.text, "[") && strings.Contains(s.text, "map") {
		// The pointer or the map may be nil.
		return fmt.Sprintf("func() { defer func() { if r := recover(); r != nil { out(%q, r) } }(); %s = %s }()", p.text, p.text, p.shape.value())
	}
	return fmt.Sprintf("%s = %s", p.text, p.shape.value())
}

// look prints the parts of x that have no address.
func (g *generator) look(s *shape, x string, depth int) string {
	if !s.addresses {
		return fmt.Sprintf("out(tag, %q, fmt.Sprintf(\"%%v\", %s))", x, x)
	}
	if s.text[0] == '*' && depth < 3 {
		if parts := s.parts(x); len(parts) > 0 {
			return fmt.Sprintf("if %s != nil { %s }", x, g.look(parts[0].shape, parts[0].text, depth+1))
		}
	}
	var all []string
	if strings.HasPrefix(s.text, "struct") {
		for _, p := range s.parts(x) {
			all = append(all, g.look(p.shape, p.text, depth+1))
		}
	}
	return strings.Join(append(all, fmt.Sprintf("out(tag, len(fmt.Sprintf(\"%%T\", %s)))", x)), "; ")
}

// aliasing cuts, appends and copies slices that share their elements.
func (g *generator) aliasing(name string) {
	elem := pick(g, []string{"int", "byte", "string", "[2]int", "Pair", "int16", "*int"})
	value := func() string {
		n := g.IntN(90)
		switch elem {
		case "string":
			return fmt.Sprintf("%q", fmt.Sprint("s", n))
		case "[2]int":
			return fmt.Sprintf("[2]int{%d, %d}", n, g.IntN(9))
		case "Pair":
			return fmt.Sprintf("Pair{%d, %q}", n, "p")
		case "*int":
			return fmt.Sprintf("&cells%s[%d]", name, g.IntN(4))
		}
		return fmt.Sprint(n)
	}
	// Where the compiler cannot keep the elements on the stack, whose capacities
	// are others.
	g.line("var (\ncells%s [4]int\ns%s [4][]%s\n)", name, name, elem)
	g.line("func %s() {", name)
	g.line("s, cells := &s%s, &cells%s", name, name)
	g.line("s[0] = []%s{%s, %s, %s, %s}", elem, value(), value(), value(), value())
	g.line("s[1] = make([]%s, 3, 3 + %d)", elem, g.IntN(5))
	g.line("arr := [5]%s{%s, %s}\ns[2] = arr[1:%d]", elem, value(), value(), 2+g.IntN(3))
	g.line("show := func(i int) {")
	if elem == "*int" {
		g.line("n := 0\nfor _, p := range s[i] { n *= 2; for k := range cells { if p == &cells[k] { n += k } } }\nout(\"s\", i, n, len(s[i]), cap(s[i]), s[i] == nil)")
	} else {
		g.line("out(\"s\", i, fmt.Sprint(s[i]), len(s[i]), cap(s[i]), s[i] == nil)")
	}
	g.line("}\n_, _ = arr, cells")
	for range 8 + g.IntN(8) {
		i, j := g.IntN(4), g.IntN(4)
		a, b := g.IntN(4), g.IntN(4)
		g.line("try(\"op\", func() {")
		switch g.IntN(16) {
		case 0:
			g.line("s[%d] = s[%d][%d:%d]", i, j, min(a, b), max(a, b))
		case 1:
			g.line("s[%d] = s[%d][%d:]", i, j, a)
		case 2:
			g.line("s[%d] = s[%d][:%d]", i, j, b)
		case 3:
			lo, hi := min(a, b), max(a, b)
			g.line("s[%d] = s[%d][%d:%d:%d]", i, j, lo, hi, hi+g.IntN(2))
		case 4:
			g.line("s[%d] = append(s[%d], %s)", i, j, value())
		case 5:
			g.line("s[%d] = append(s[%d], %s, %s, %s)", i, j, value(), value(), value())
		case 6:
			g.line("s[%d] = append(s[%d], s[%d]...)", i, j, g.IntN(4))
		case 7:
			g.line("s[%d] = append(s[%d][:%d], s[%d][%d:]...)", i, j, a, j, b)
		case 8:
			g.line("out(\"copied\", copy(s[%d], s[%d][min(len(s[%d]), %d):]))", i, j, j, a)
		case 9:
			g.line("s[%d][%d] = %s", i, a, value())
		case 10:
			g.line("if len(s[%[1]d]) > %[2]d && len(s[%[3]d]) > %[4]d { s[%[1]d][%[2]d], s[%[3]d][%[4]d] = s[%[3]d][%[4]d], s[%[1]d][%[2]d] }", i, a, j, b)
		case 11:
			g.line("clear(s[%d])", i)
		case 12:
			g.line("for k, x := range s[%d] { s[%d] = append(s[%d], x); if k > 3 { break } }", i, j, i)
		case 13:
			g.line("arr[%d] = %s\nfor k := range arr { if k < len(s[%d]) { s[%d][k] = arr[k] } }", a, value(), i, i)
		case 14:
			g.line("s[%d] = nil", i)
		default:
			g.line("p := (*[2]%s)(s[%d])\np[1] = %s\nq := [2]%s(s[%d])\nq[0] = p[1]", elem, i, value(), elem, i)
		}
		g.line("show(%d)\n})", i)
	}
	g.line("for i := range s { show(i) }\n}")
}
