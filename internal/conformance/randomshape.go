package main

import (
	"fmt"
	"strings"
)

// A shape is a type together with what is known of it to write values and to
// reach into them.
type shape struct {
	text       string
	comparable bool
	// value writes another value each time.
	value func() string
	// parts are what can be assigned to within x, which is a variable of this
	// type.
	parts func(x string) []place
	// addresses tells that fmt prints addresses, if it is not at the top.
	addresses bool
	// bare is a pointer or an interface, of which no type with methods is made.
	bare bool
}

// A place is something that can be assigned to.
type place struct {
	text  string
	shape *shape
}

// basics are the shapes that have no parts.
func (g *generator) basic() *shape {
	number := func(texts ...string) func() string {
		return func() string { return pick(g, texts) }
	}
	word := func() string {
		return fmt.Sprintf("%q", pick(g, []string{"", "a", "b c", "né", "\"q\"", "tab\t", "z"}))
	}
	all := map[string]func() string{
		"int": number("0", "1", "-7", "42", "1<<40", "-1<<63"), "int8": number("0", "-128", "127", "5"),
		"int16": number("0", "-300", "9"), "int32": number("0", "97", "-1", "1<<31 - 1"), "int64": number("0", "1<<62", "-3"),
		"uint": number("0", "8", "1<<63"), "uint8": number("0", "255", "65"), "uint16": number("0", "65535", "3"),
		"uint32": number("0", "1<<32 - 1"), "uint64": number("0", "1<<64 - 1", "10"), "uintptr": number("0", "4096"),
		"float64": number("0", "1.5", "-2.25", "1e21", "1e-7", "100000", "0.1"), "float32": number("0", "0.1", "3.4e38", "-1.5"),
		"complex128": number("0", "1+2i", "-1.5i"), "complex64": number("0", "2i", "0.5-1i"),
		"bool": number("true", "false"), "string": word, "Num": number("0", "3", "-9"), "Wide": number("0", "1<<39"), "Text": word,
	}
	names := []string{"int", "int", "string", "string", "bool", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32",
		"uint64", "uintptr", "float64", "float32", "complex128", "complex64", "Num", "Wide", "Text"}
	name := pick(g, names)
	return &shape{text: name, comparable: true, value: all[name], parts: leaf}
}

func leaf(string) []place { return nil }

// shape is a random type, at most depth deep, of those that are declared so far
// and of those without names.
func (g *generator) shape(depth int, comparable bool) *shape {
	if depth <= 0 || g.IntN(4) == 0 {
		return g.basic()
	}
	if len(g.shapes) > 0 && g.IntN(3) == 0 {
		if s := pick(g, g.shapes); s.comparable || !comparable {
			return s
		}
	}
	switch n := g.IntN(8); {
	case n < 2:
		return g.arrayOf(g.shape(depth-1, comparable))
	case n < 4:
		return g.structOf(depth-1, comparable)
	case n == 4:
		return g.anyShape()
	case comparable:
		return g.basic()
	case n == 5:
		return g.mapOf(g.shape(depth-1, true), g.shape(depth-1, false))
	case n == 6:
		return g.pointerTo(g.shape(depth-1, false))
	}
	return g.sliceOf(g.shape(depth-1, false))
}

func (g *generator) arrayOf(e *shape) *shape {
	n := 1 + g.IntN(3)
	s := &shape{text: fmt.Sprintf("[%d]%s", n, e.text), comparable: e.comparable, addresses: e.addresses}
	s.value = func() string { return s.text + "{" + g.values(e, 1+g.IntN(n)) + "}" }
	s.parts = func(x string) []place { return []place{{fmt.Sprintf("%s[%d]", x, g.IntN(n)), e}} }
	return s
}

func (g *generator) sliceOf(e *shape) *shape {
	s := &shape{text: "[]" + e.text, addresses: e.addresses}
	s.value = func() string {
		if g.IntN(6) == 0 {
			return s.text + "(nil)"
		}
		return s.text + "{" + g.values(e, g.IntN(3)) + "}"
	}
	s.parts = leaf // may be empty
	return s
}

func (g *generator) mapOf(k, e *shape) *shape {
	// Constant keys of a literal must differ.
	s := &shape{text: fmt.Sprintf("map[%s]%s", k.text, e.text), addresses: k.addresses || e.addresses}
	s.value = func() string {
		return fmt.Sprintf("%s{id[%s](%s): %s}", s.text, k.text, k.value(), e.value())
	}
	s.parts = func(x string) []place {
		if len(k.parts("")) > 0 || k.text == "any" {
			return nil // fmt may print several keys in the order of the types' addresses
		}
		return []place{{fmt.Sprintf("%s[%s]", x, k.value()), &shape{text: e.text, value: e.value, parts: leaf}}}
	}
	return s
}

func (g *generator) pointerTo(e *shape) *shape {
	s := &shape{text: "*" + e.text, addresses: true, bare: true}
	s.value = func() string { return fmt.Sprintf("ptr[%s](%s)", e.text, e.value()) }
	s.parts = func(x string) []place { return []place{{fmt.Sprintf("(*%s)", x), e}} }
	return s
}

// anyShape is an interface that holds something comparable.
func (g *generator) anyShape() *shape {
	return &shape{text: "any", comparable: true, bare: true, parts: leaf, value: func() string {
		if g.IntN(8) == 0 {
			return "any(nil)"
		}
		b := g.basic()
		return fmt.Sprintf("any(%s(%s))", b.text, b.value())
	}}
}

// structOf is a struct type without a name.
func (g *generator) structOf(depth int, comparable bool) *shape {
	s := &shape{comparable: true}
	var names, texts []string
	var fields []*shape
	for i := range 1 + g.IntN(3) {
		f := g.shape(depth, comparable)
		name := pick(g, []string{"A", "b", "Long"}) + fmt.Sprint(i)
		text := name + " " + f.text
		if g.IntN(5) == 0 {
			text += fmt.Sprintf(" `json:\"%s\"`", strings.ToLower(name))
		}
		names, texts, fields = append(names, name), append(texts, text), append(fields, f)
		s.comparable = s.comparable && f.comparable
		s.addresses = s.addresses || f.addresses
	}
	s.text = "struct{ " + strings.Join(texts, "; ") + " }"
	s.value = func() string {
		named := g.IntN(2) == 0
		var values []string
		for i, f := range fields {
			switch {
			case !named:
				values = append(values, f.value())
			case g.IntN(4) > 0:
				values = append(values, names[i]+": "+f.value())
			}
		}
		return s.text + "{" + strings.Join(values, ", ") + "}"
	}
	s.parts = func(x string) []place {
		var all []place
		for i, f := range fields {
			all = append(all, place{x + "." + names[i], f})
		}
		return all
	}
	return s
}

// values writes n values of a shape.
func (g *generator) values(e *shape, n int) string {
	var all []string
	for range n {
		all = append(all, e.value())
	}
	return strings.Join(all, ", ")
}

// named declares a type with a name of its own and this underlying one, maybe with methods
// that fmt calls.
func (g *generator) named(under *shape) *shape {
	g.names++
	name := fmt.Sprint("T", g.names)
	g.line("type %s %s", name, under.text)
	s := &shape{text: name, comparable: under.comparable, parts: under.parts, addresses: under.addresses, bare: under.bare}
	s.value = func() string {
		v := under.value()
		if rest, is := strings.CutPrefix(v, under.text+"{"); is {
			return name + "{" + rest
		}
		return name + "(" + v + ")"
	}
	star := pick(g, []string{"", "*"})
	if under.bare {
		return s // may have no methods
	}
	switch g.IntN(6) {
	case 0:
		g.line("func (x %s%s) String() string { return %q }", star, name, "string "+name)
	case 1:
		g.line("func (x %s%s) Error() string { return fmt.Sprint(%q, %d) }", star, name, "error "+name, g.IntN(9))
	case 2:
		g.line("func (x %s%s) GoString() string { return %q }", star, name, "go "+name)
	case 3:
		g.line("func (x %s%s) Format(f fmt.State, verb rune) { w, ok := f.Width(); fmt.Fprint(f, %q, string(verb), w, ok, f.Flag('+')) }", star, name, name)
	}
	return s
}

// leafOf goes into a place as far as there is something.
func (g *generator) leafOf(p place) place {
	for {
		parts := p.shape.parts(p.text)
		if len(parts) == 0 || g.IntN(5) == 0 {
			return p
		}
		p = pick(g, parts)
	}
}
