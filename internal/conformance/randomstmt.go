package main

import (
	"fmt"
	"strings"
)

// mostNested bounds how deep statements nest.
const mostNested = 4

// block writes n statements in a scope of their own.
func (g *generator) block(n int) {
	g.line("{")
	g.scopes = append(g.scopes, nil)
	g.depth++
	for range n {
		g.statement()
	}
	g.depth--
	g.scopes = g.scopes[:len(g.scopes)-1]
	g.line("}")
}

func (g *generator) statement() {
	simple := []func(){g.define, g.define, g.assign, g.assign, g.operate, g.print, g.element, g.invoke, g.risk}
	nested := []func(){g.branch, g.choose, g.loop, g.loop, g.switchType, g.deferred, g.gather, g.labelled, g.rangeFunc, g.escape}
	if g.depth >= mostNested || g.IntN(2) == 0 {
		pick(g, simple)()
		return
	}
	pick(g, nested)()
}

// define declares a variable.
func (g *generator) define() {
	typ, name := g.typ(), g.fresh()
	e, form := g.expr(typ, 2).text, g.IntN(3)
	if form == 0 {
		switch typ {
		case "*Pair", "func(int) int", "Shape", "map[string]int":
			form = 1 // nil must not be used
		}
	}
	if !g.declare(variable{name, typ, false}) {
		return
	}
	switch form {
	case 0:
		g.line("var %s %s", name, typ)
	case 1:
		g.line("var %s %s = %s", name, typ, e)
	default:
		g.line("%s := %s(%s)", name, parenthesised(typ), e)
	}
	g.line("_ = %s", name)
}

// parenthesised makes a type fit before a conversion's operand.
func parenthesised(typ string) string {
	if typ[0] == '*' || strings.HasPrefix(typ, "func") {
		return "(" + typ + ")"
	}
	return typ
}

func (g *generator) assign() {
	vs := g.visible("", true)
	v := pick(g, vs)
	if g.IntN(3) > 0 {
		g.line("%s = %s", v.name, g.expr(v.typ, 2).text)
		return
	}
	w := pick(g, vs)
	if v.name == w.name {
		return
	}
	g.line("%s, %s = %s, %s", v.name, w.name, g.expr(v.typ, 2).text, g.expr(w.typ, 2).text)
}

// operate is an assignment with an operation.
func (g *generator) operate() {
	v := pick(g, g.visible("", true))
	switch {
	case isInteger(v.typ):
		if g.IntN(3) == 0 {
			g.line("%s%s", v.name, pick(g, []string{"++", "--"}))
			return
		}
		g.line("%s %s= %s", v.name, pick(g, []string{"+", "-", "*", "^", "|", "&"}), g.expr(v.typ, 2).text)
	case v.typ == "string":
		g.line("%s = short(%s + %s)", v.name, v.name, g.expr("string", 1).text)
	case v.typ == "float64":
		g.line("%s += %s", v.name, g.expr("float64", 1).text)
	case v.typ == "[]int":
		g.line("%s = append(%s, %s)", v.name, v.name, g.expr("int", 2).text)
	}
}

func (g *generator) print() {
	v := pick(g, g.visible("", false))
	switch v.typ {
	case "func(int) int", "*Pair", "Box", "Shape", "any":
		// Some hold addresses.
		g.line("out(%q, %s != %s)", g.fresh(), g.expr("int", 1).text, g.expr("int", 0).text)
	default:
		g.line("out(%q, %s, %s)", v.name, v.name, g.expr(pick(g, []string{"int", "string", "bool", "[]int", "Pair", "float64", "uint8"}), 2).text)
	}
}

// element changes part of a variable.
func (g *generator) element() {
	v := pick(g, g.visible("", true))
	switch v.typ {
	case "[]int", "[]string", "[]Pair":
		g.line("if i := %s; uint(i) < uint(len(%s)) {", g.solid("int", 1), v.name)
		g.line("%s[i] = %s", v.name, g.literal(v.typ[2:]).text)
		g.line("}")
	case "map[string]int":
		g.line("%s[%s] %s %s", v.name, g.expr("string", 1).text, pick(g, []string{"=", "+="}), g.expr("int", 2).text)
	case "Pair", "*Pair":
		g.line("%s.A, %s.B = %s, %s", v.name, v.name, g.expr("int", 1).text, g.expr("string", 1).text)
	case "Box":
		g.line("%s.C[uint(%s)%%3]++", v.name, g.solid("int", 1))
		g.line("%s = %s.With(%s)", v.name, v.name, g.expr("int", 1).text)
	case "[3]int32":
		g.line("%s[%d] -= %s", v.name, g.IntN(3), g.expr("int32", 1).text)
	}
}

// invoke calls a function or a method for its effect.
func (g *generator) invoke() {
	if len(g.funcs) > 0 && g.loops < 2 && g.IntN(2) == 0 {
		f := pick(g, g.funcs)
		g.line("out(%q%s)", "call", g.call(f, len(f.results) > 0))
		return
	}
	if vs := g.visible("*Pair", false); len(vs) > 0 {
		g.line("%s.Grow(%s)", pick(g, vs).name, g.expr("int", 1).text)
	}
}

func (g *generator) branch() {
	if g.IntN(2) == 0 {
		g.line("if %s {", g.expr("bool", 2).text)
	} else {
		name := g.fresh()
		first := g.expr("int", 2).text
		g.scopes = append(g.scopes, []variable{{name, "int", false}})
		defer func() { g.scopes = g.scopes[:len(g.scopes)-1] }()
		g.line("if %s := %s; %s > %s {", name, first, name, g.expr("int", 1).text)
	}
	g.block(1 + g.IntN(3))
	if g.IntN(2) == 0 {
		g.line("} else {")
		g.block(1 + g.IntN(3))
	}
	g.line("}")
}

// choose is a switch, with or without a tag.
func (g *generator) choose() {
	tag := g.IntN(2) == 0
	if tag {
		g.line("switch %s & 3 {", g.solid("int", 2))
	} else {
		g.line("switch {")
	}
	n, def := 2+g.IntN(3), g.IntN(4)
	for i := range n {
		switch {
		case i == def:
			g.line("default:")
		case tag:
			g.line("case %d:", i)
		default:
			g.line("case %s:", g.solid("bool", 2))
		}
		again := g.IntN(6) == 0
		if again {
			g.names++
			g.line("%s := 0\n%s:", fmt.Sprint("n", g.names), fmt.Sprint("L", g.names))
		}
		label := g.names
		g.block(1 + g.IntN(2))
		if again {
			g.line("if n%[1]d++; n%[1]d < 3 {\ngoto L%[1]d\n}", label)
		}
		if i < n-1 && g.IntN(4) == 0 {
			g.line("fallthrough")
		}
	}
	g.line("}")
}

// loop is a loop of one of the usual forms.
func (g *generator) loop() {
	if g.loops >= 2 {
		return
	}
	g.loops++
	name := g.fresh()
	v := variable{name, "int", false}
	switch g.IntN(5) {
	case 0:
		g.line("for %s := 0; %s < %d; %s++ {", name, name, 1+g.IntN(4), name)
		v.fixed = g.IntN(2) == 0
	case 1:
		g.line("for %s := range %d {", name, 1+g.IntN(4))
	case 2:
		g.line("for _, %s := range %s {", name, g.solid("[]int", 2))
	case 3:
		g.line("for _, %s := range %s {", name, g.solid("string", 2))
		v.typ = "rune"
	default:
		g.line("for %s, c := range %s {", name, g.solid("[3]int32", 2))
		g.line("_ = c")
	}
	g.line("tick()")
	g.line("_ = %s", name)
	g.scopes = append(g.scopes, []variable{v})
	g.block(1 + g.IntN(3))
	if g.IntN(3) == 0 {
		g.line("if %s { %s }", g.solid("bool", 1), pick(g, []string{"break", "continue"}))
	}
	g.scopes = g.scopes[:len(g.scopes)-1]
	g.line("}")
	g.loops--
}

// labelled is a loop within a loop that leaves both.
func (g *generator) labelled() {
	if g.loops >= 1 {
		return
	}
	g.names++
	label, i, j := fmt.Sprint("L", g.names), fmt.Sprint("i", g.names), fmt.Sprint("j", g.names)
	g.loops += 2
	g.line("%s:", label)
	g.line("for %s := 0; %s < 3; %s++ {", i, i, i)
	g.line("for %s := range 3 {", j)
	g.line("tick()")
	g.scopes = append(g.scopes, []variable{{i, "int", true}, {j, "int", false}})
	g.block(1 + g.IntN(2))
	g.line("if %s { %s %s }", g.solid("bool", 2), pick(g, []string{"break", "continue"}), label)
	g.line("_ = %s", j)
	g.block(1)
	g.scopes = g.scopes[:len(g.scopes)-1]
	g.line("}")
	g.line("}")
	g.loops -= 2
}

// rangeFunc is a loop over an iterator function.
func (g *generator) rangeFunc() {
	if g.loops >= 2 {
		return
	}
	g.loops++
	name := g.fresh()
	g.line("for %s := range upto(%d) {", name, 1+g.IntN(4))
	g.line("tick()")
	g.line("_ = %s", name)
	g.scopes = append(g.scopes, []variable{{name, "int", false}})
	g.block(1 + g.IntN(2))
	g.line("if %s {", g.solid("bool", 2))
	switch g.IntN(3) {
	case 0:
		g.returns()
	case 1:
		g.line("break")
	default:
		g.line("continue")
	}
	g.line("}")
	g.scopes = g.scopes[:len(g.scopes)-1]
	g.line("}")
	g.loops--
}

func (g *generator) switchType() {
	name := g.fresh()
	g.line("switch %s := %s.(type) {", name, g.solid("any", 2))
	for _, typ := range []string{"int", "string", "Pair", "*Pair", "Num", "bool", "uint8"} {
		if g.IntN(2) == 0 {
			continue
		}
		g.line("case %s:", typ)
		g.scopes = append(g.scopes, []variable{{name, typ, false}})
		g.block(1 + g.IntN(2))
		g.line("_ = %s", name)
		g.scopes = g.scopes[:len(g.scopes)-1]
	}
	g.line("default:")
	g.line("_ = %s", name)
	g.line("}")
}

// deferred defers a function that may change results or recover.
func (g *generator) deferred() {
	if g.loops > 0 && g.IntN(2) == 0 {
		return
	}
	switch g.IntN(3) {
	case 0:
		g.line("defer out(%q, %s, %s)", "deferred", g.expr("int", 1).text, g.expr("string", 1).text)
	case 1:
		outer := g.inside
		g.inside = &function{} // where return has no values
		g.line("defer func() {")
		g.block(1)
		g.line("}()")
		g.inside = outer
	default:
		g.line("defer func(z int) {")
		g.line("if r := recover(); r != nil { out(%q, fmt.Sprint(r), z) }", "recovered")
		if g.inside.named {
			for k, t := range g.inside.results {
				if t == "int" {
					g.line("r%d += z", k)
				}
			}
		}
		g.line("}(%s)", g.expr("int", 1).text)
	}
}

// gather makes closures in a loop and calls them after it.
func (g *generator) gather() {
	if g.loops >= 1 {
		return
	}
	g.loops++
	g.names++
	fs, i := fmt.Sprint("fs", g.names), fmt.Sprint("i", g.names)
	g.line("var %s []func() int", fs)
	g.line("%s", pick(g, []string{
		fmt.Sprintf("for %s := 0; %s < 3; %s++ {", i, i, i),
		fmt.Sprintf("for %s := range 3 {", i),
		fmt.Sprintf("for %s := range %s {", i, g.solid("[]int", 1)),
	}))
	g.scopes = append(g.scopes, []variable{{i, "int", true}})
	g.line("tick()")
	g.block(g.IntN(2))
	g.line("%s = append(%s, func() int { tick(); %s++; return %s })", fs, fs, i, g.expr("int", 2).text)
	g.scopes = g.scopes[:len(g.scopes)-1]
	g.line("}")
	g.line("for _, f := range %s { out(%q, f(), f()) }", fs, "closure")
	g.loops--
}

// escape leaves the function under a condition.
func (g *generator) escape() {
	g.line("if %s {", g.solid("bool", 2))
	if g.IntN(3) == 0 {
		g.line("panic(%s)", g.expr(pick(g, []string{"int", "string", "Pair"}), 1).text)
	} else {
		g.returns()
	}
	g.line("}")
}

// risk writes a statement of which one operation may panic.
func (g *generator) risk() {
	names := func(typ string) string {
		if vs := g.visible(typ, false); len(vs) > 0 {
			return pick(g, vs).name
		}
		return map[string]string{"int": "len(g0s)", "[]int": "g2s", "string": "g1s", "any": "g4s", "*Pair": "nilPair"}[typ]
	}
	i, s := names("int"), names("[]int")
	g.line("out(%q, %s)", "risk", pick(g, []string{
		fmt.Sprintf("%s[%s]", s, i),
		fmt.Sprintf("%s[%s:]", s, i),
		fmt.Sprintf("%s[:%s]", s, i),
		fmt.Sprintf("len(%s[1:%s])", s, i),
		fmt.Sprintf("%s[%s]", names("string"), i),
		fmt.Sprintf("%s[%s:]", names("string"), i),
		fmt.Sprintf("7 / %s", i),
		fmt.Sprintf("7 %% %s", i),
		fmt.Sprintf("1 << %s", i),
		fmt.Sprintf("%s.(int)", names("any")),
		fmt.Sprintf("%s.(Shape) != nil", names("any")),
		fmt.Sprintf("%s.A", pick(g, []string{"nilPair", names("*Pair")})),
		fmt.Sprintf("[3]int(%s)", s),
		fmt.Sprintf("len(make([]int, %s & 15 - 3))", i),
		"map[any]int{any(g2s): 1}",
		"nilFunc(1)",
		"nilShape.Size(1)",
	}))
}
