package core

import (
	"go/types"
	"regexp"
	"strings"
	"sync"
)

// Negative zero gets lost where the interpreter passes it to a function of the
// genome: see rt.MarkZero.

// marks are the functions of the table that mark negative zero of a type and
// take the mark away; empty for types that have none.
func (f *fn) marks(t types.Type) (mark, unmark string) {
	if t == nil {
		return "", ""
	}
	b, ok := t.Underlying().(*types.Basic)
	if !ok {
		return "", ""
	}
	switch b.Kind() {
	case types.Float64, types.UntypedFloat:
		return "p.MarkZero", "p.UnmarkZero"
	case types.Float32:
		return "p.MarkZero32", "p.UnmarkZero32"
	}
	return "", ""
}

// markZeros marks the arguments of a call of a function of the genome. fixed is
// how many of them are given to a parameter each.
func (f *fn) markZeros(p parts, fixed int) parts {
	for i, a := range p.args[:min(fixed, len(p.args))] {
		mark, _ := f.marks(p.types[i])
		if mark == "" || constantFloat().MatchString(a) {
			continue
		}
		for j := range i {
			// What this argument's lines come after.
			if mayChange(p.args[j]) && p.types[j] != nil && !strings.HasPrefix(p.args[j], "func(") {
				p.args[j] = f.tempVar(p.types[j], p.args[j])
			}
		}
		p.args[i] = f.tempVar(p.types[i], a)
		f.put("if %s == 0 { %s = %s(%s) }", p.args[i], p.args[i], mark, p.args[i])
	}
	return p
}

// constantFloat finds constants, which are never negative zero.
var constantFloat = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^float(?:32|64)\(-?[\d.e+-]+\)$`) })

// fixedArgs is how many arguments come before those of a variadic parameter.
func fixedArgs(sig *types.Signature, front int) int {
	n := sig.Params().Len() + front
	if sig.Variadic() {
		n--
	}
	return n
}

// unmarkText takes the marks away from parameters.
func (f *fn) unmarkText(params []string, ts func(i int) types.Type) string {
	text := ""
	for i, name := range params {
		if _, unmark := f.marks(ts(i)); unmark != "" {
			text += "if " + name + " != " + name + " { " + name + " = " + unmark + "(" + name + ") }; "
		}
	}
	return text
}

// unmarkParams is unmarkText for the parameters of a signature.
func (f *fn) unmarkParams(params []string, sig *types.Signature) string {
	return f.unmarkText(params, func(i int) types.Type {
		if i >= fixedArgs(sig, 0) {
			return nil
		}
		return sig.Params().At(i).Type()
	})
}
