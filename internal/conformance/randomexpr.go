package main

import (
	"fmt"
	"strings"
)

// An expression is text; constant says that the compiler computes it, and would
// refuse what overflows.
type expression struct {
	text     string
	constant bool
}

func variableExpr(format string, args ...any) expression {
	return expression{text: fmt.Sprintf(format, args...)}
}

// expr writes an expression of a type, at most depth deep.
func (g *generator) expr(typ string, depth int) expression {
	if vs := g.visible(typ, false); len(vs) > 0 && (depth <= 0 && g.IntN(4) > 0 || g.IntN(4) == 0) {
		return variableExpr("%s", pick(g, vs).name)
	}
	if depth <= 0 {
		return g.literal(typ)
	}
	if g.IntN(8) == 0 {
		return g.wrapped(typ, depth-1)
	}
	switch {
	case isInteger(typ):
		return g.integer(typ, depth-1)
	case typ == "bool":
		return g.boolean(depth - 1)
	case typ == "string":
		return g.str(depth - 1)
	case typ == "float64" || typ == "float32" || typ == "complex128":
		a, b := g.solid(typ, depth-1), g.expr(typ, depth-1)
		return variableExpr("(%s %s %s)", a, pick(g, []string{"+", "-", "*"}), b.text)
	}
	return g.composite(typ, depth-1)
}

// solid is an expression that is no constant.
func (g *generator) solid(typ string, depth int) string {
	e := g.expr(typ, depth)
	if e.constant {
		return fmt.Sprintf("id[%s](%s)", typ, e.text)
	}
	return e.text
}

// wrapped gives an expression back in a roundabout way.
func (g *generator) wrapped(typ string, depth int) expression {
	e := g.solid(typ, depth)
	switch g.IntN(5) {
	case 0:
		return variableExpr("(func() %s { return %s })()", typ, e)
	case 1:
		return variableExpr("(func(z %s) %s { return z })(%s)", typ, typ, e)
	case 2:
		return variableExpr("([]%s{%s})[0]", typ, e)
	case 3:
		return variableExpr("(*(&struct{ f %s }{%s})).f", typ, e)
	}
	if typ == "any" || typ == "Shape" {
		return variableExpr("id[%s](%s)", typ, e)
	}
	return variableExpr("any(%s).(%s)", e, typ)
}

// literal is the simplest expression of a type.
func (g *generator) literal(typ string) expression {
	switch {
	case isInteger(typ):
		return expression{fmt.Sprintf("%s(%d)", typ, g.IntN(100)), true}
	case typ == "bool":
		return expression{pick(g, []string{"true", "false"}), true}
	case typ == "string":
		return expression{fmt.Sprintf("%q", pick(g, []string{"", "a", "hello", "né", "x\x00y", "世界", "B"})), true}
	case typ == "float64" || typ == "float32" || typ == "complex128":
		return expression{fmt.Sprintf("%s(%s)", typ, pick(g, []string{"0", "1.5", "-2.25", "1e10", "3", "0.1"})), true}
	}
	return g.composite(typ, 0)
}

func (g *generator) integer(typ string, depth int) expression {
	a := g.solid(typ, depth)
	switch g.IntN(9) {
	case 0, 1, 2:
		return variableExpr("(%s %s %s)", a, pick(g, []string{"+", "-", "*", "&", "|", "^", "&^"}), g.expr(typ, depth).text)
	case 3:
		if g.IntN(3) == 0 {
			return variableExpr("(%s %s %d)", a, pick(g, []string{"/", "%"}), 1+g.IntN(9))
		}
		return variableExpr("div(%s, %s, %v)", a, g.solid(typ, depth), g.IntN(2) == 0)
	case 4:
		op, by := pick(g, []string{"<<", ">>"}), pick(g, []string{"uint", "uint8", "uint64", "uintptr", "Wide"})
		return variableExpr("(%s %s (%s(%s) %s))", a, op, by, g.solid("int", depth), pick(g, []string{"& 15", "% 11", "% 5 * 2"}))
	case 5:
		from := pick(g, []string{"int", "int8", "uint8", "uint32", "int64", "uintptr", "rune", "Num", "Wide"})
		return variableExpr("%s(%s)", typ, g.solid(from, depth))
	case 6:
		return variableExpr("(%s%s)", pick(g, []string{"-", "^", "+"}), a)
	}
	if typ != "int" {
		return variableExpr("%s(%s)", typ, g.intOnly(depth))
	}
	return variableExpr("%s", g.intOnly(depth))
}

// intOnly are expressions that are int by nature.
func (g *generator) intOnly(depth int) string {
	switch g.IntN(13) {
	case 0:
		return fmt.Sprintf("len(%s)", g.solid(pick(g, []string{"string", "[]int", "map[string]int", "[]string"}), depth))
	case 1:
		return fmt.Sprintf("at(%s, %s)", g.solid("[]int", depth), g.solid("int", depth))
	case 2:
		return fmt.Sprintf("%s[%s]", g.solid("map[string]int", depth), g.expr("string", depth).text)
	case 3:
		return fmt.Sprintf("%s.A", g.solid(pick(g, []string{"Pair", "*Pair", "Box"}), depth))
	case 4:
		return fmt.Sprintf("%s.Size(%s)", g.solid(pick(g, []string{"Pair", "*Pair", "Num", "Shape", "Shape"}), depth), g.expr("int", depth).text)
	case 5:
		return fmt.Sprintf("%s(%s)", g.solid("func(int) int", depth), g.expr("int", depth).text)
	case 6:
		return fmt.Sprintf("fold(%s, %s, func(a int, x int) int { return a*3 + x })", g.solid("[]int", depth), g.solid("int", depth))
	case 7:
		return fmt.Sprintf("int(at([]byte(%s), %s))", g.solid("string", depth), g.solid("int", depth))
	case 8:
		return fmt.Sprintf("int(%s.C[uint(%s)%%3])", g.solid("Box", depth), g.solid("int", depth))
	case 9:
		return fmt.Sprintf("%s(%s, %s)", pick(g, []string{"min", "max"}), g.solid("int", depth), g.expr("int", depth).text)
	case 10:
		return fmt.Sprintf("int(%s[uint(%s)%%3])", g.solid("[3]int32", depth), g.solid("int", depth))
	case 11:
		return fmt.Sprintf("%s.Size(%s)", pick(g, []string{"Few", "Many", "Many.Next()", "Wide(9)"}), g.expr("int", depth).text)
	}
	return g.solid("int", 0)
}

func (g *generator) boolean(depth int) expression {
	switch g.IntN(6) {
	case 0, 1:
		return variableExpr("(%s %s %s)", g.solid("bool", depth), pick(g, []string{"&&", "||", "==", "!="}), g.expr("bool", depth).text)
	case 2:
		return variableExpr("!%s", g.solid("bool", depth))
	case 3:
		t := pick(g, []string{"any", "Pair", "*Pair", "[3]int32", "Shape"})
		return variableExpr("(%s %s %s)", g.solid(t, depth), pick(g, []string{"==", "!="}), g.solid(t, depth))
	}
	t := pick(g, []string{"int", "string", "uint8", "float64", "Num", "Text"})
	return variableExpr("(%s %s %s)", g.solid(t, depth), pick(g, []string{"<", "<=", "==", "!=", ">", ">="}), g.expr(t, depth).text)
}

func (g *generator) str(depth int) expression {
	switch g.IntN(8) {
	case 0, 1:
		return variableExpr("short(%s + %s)", g.expr("string", depth).text, g.expr("string", depth).text)
	case 2:
		return variableExpr("%s.B", g.solid(pick(g, []string{"Pair", "*Pair", "Box"}), depth))
	case 3:
		return variableExpr("short(fmt.Sprint(%s))", g.expr(pick(g, []string{"int", "Pair", "any", "[]int", "bool", "float64", "[3]int32", "Num"}), depth).text)
	case 4:
		return variableExpr("from(%s, %s)", g.solid("string", depth), g.solid("int", depth))
	case 5:
		return variableExpr("string(rune(%s & 127))", g.solid("int", depth))
	case 6:
		return variableExpr("string(%s)", g.solid("Text", depth))
	}
	return variableExpr("at(%s, %s)", g.solid("[]string", depth), g.solid("int", depth))
}

// composite are expressions of all other types.
func (g *generator) composite(typ string, depth int) expression {
	e := func(t string) string { return g.expr(t, depth).text }
	switch typ {
	case "Text":
		return variableExpr("Text(%s)", g.solid("string", depth))
	case "[]int":
		return g.slice("int", depth)
	case "[]string":
		return g.slice("string", depth)
	case "[]Pair":
		return g.slice("Pair", depth)
	case "Pair":
		return variableExpr("%s", pick(g, []string{"(Pair{" + e("int") + ", " + e("string") + "})", "(Pair{B: " + e("string") + "})"}))
	case "*Pair":
		return variableExpr("%s", pick(g, []string{"(&Pair{" + e("int") + ", " + e("string") + "})", "new(Pair)", "(&Pair{}).Grow(" + e("int") + ")"}))
	case "Box":
		return variableExpr("(Box{Pair: %s, C: %s, P: %s})", e("Pair"), e("[3]int32"), e("*Pair"))
	case "map[string]int":
		return variableExpr("(map[string]int{id(%s): %s})", e("string"), e("int"))
	case "[3]int32":
		return variableExpr("([3]int32{%s, %s})", e("int32"), e("int32"))
	case "any":
		return variableExpr("any(%s)", e(pick(g, []string{"int", "string", "Pair", "*Pair", "Num", "bool", "uint8", "Text", "float64", "[3]int32"})))
	case "Shape":
		return variableExpr("Shape(%s)", e(pick(g, []string{"Num", "Pair", "*Pair"})))
	case "func(int) int":
		return g.closure(depth)
	}
	panic("no expression of type " + typ)
}

// slice is a slice of elements, or a part of one, or one appended to.
func (g *generator) slice(elem string, depth int) expression {
	if depth > 0 {
		switch g.IntN(4) {
		case 0:
			return variableExpr("append(%s, %s)", g.solid("[]"+elem, depth-1), g.expr(elem, depth).text)
		case 1:
			return variableExpr("first(%s, %s)", g.solid("[]"+elem, depth-1), g.solid("int", 0))
		}
	}
	var elems []string
	for range g.IntN(4) {
		elems = append(elems, g.expr(elem, depth).text)
	}
	return variableExpr("([]%s{%s})", elem, strings.Join(elems, ", "))
}

// closure is a function literal that may keep state in a variable that nothing
// but such literals reads: the language leaves open whether an expression reads
// a variable before or after a call in it that changes the variable.
func (g *generator) closure(depth int) expression {
	name := g.fresh()
	g.scopes = append(g.scopes, []variable{{name, "int", false}})
	defer func() { g.scopes = g.scopes[:len(g.scopes)-1] }()
	body := ""
	result := g.expr("int", depth).text
	if g.IntN(2) == 0 {
		body = fmt.Sprintf("kept += %s; ", g.expr("int", depth).text)
		result = "(kept ^ " + result + ")"
	}
	return variableExpr("(func(%s int) int { tick(); %sreturn %s })", name, body, result)
}
