package vet

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"
)

const (
	// maxExponentDigits bounds the exponent of a literal. Float64 ends at 308;
	// what is beyond four digits is there to be slow.
	maxExponentDigits = 4
	// maxDigits bounds the length of a number. To convert one takes time that
	// grows with the square of its length.
	maxDigits = 4096
	// maxRepeated bounds how much there is to compute in a declaration whose
	// lines repeat the expressions of the one before, in nodes of their trees.
	maxRepeated = 1 << 16
)

// constantRule denies numbers that are cheap to write and dear to compute:
// constants are exact, so that 1e999999999 has a billion digits. Shifts are the
// type checker's matter, and what becomes of constants constant_size.go's.
func constantRule(n ast.Node, found finding) {
	switch n := n.(type) {
	case *ast.BasicLit:
		if n.Kind != token.INT && n.Kind != token.FLOAT && n.Kind != token.IMAG {
			return
		}
		if len(n.Value) > maxDigits {
			found(n.ValuePos, "number of "+strconv.Itoa(len(n.Value))+" characters (limit "+strconv.Itoa(maxDigits)+")")
		} else if e := exponent(n.Value); len(e) > maxExponentDigits {
			found(n.ValuePos, "exponent "+clip(e)+" (limit "+strconv.Itoa(maxExponentDigits)+" digits)")
		}
	case *ast.GenDecl:
		repetitionRule(n, found)
	}
}

// repetitionRule looks at constants without a value of their own.
func repetitionRule(d *ast.GenDecl, found finding) {
	if d.Tok != token.CONST {
		return
	}
	nodes, total := 0, 0
	for _, spec := range d.Specs {
		spec, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		if len(spec.Values) == 0 {
			if total += nodes; total > maxRepeated {
				found(spec.Pos(), "constants that repeat expressions of more than "+strconv.Itoa(maxRepeated)+" parts in all")
				return
			}
			continue
		}
		nodes = 0
		for _, x := range spec.Values {
			ast.Inspect(x, func(n ast.Node) bool {
				nodes++
				return true
			})
		}
	}
}

// exponent returns the digits of a literal's exponent without leading zeros, ""
// if it has none.
func exponent(lit string) string {
	marks := "eE"
	if strings.HasPrefix(lit, "0x") || strings.HasPrefix(lit, "0X") {
		marks = "pP"
	}
	i := strings.IndexAny(lit, marks)
	if i < 0 {
		return ""
	}
	digits := strings.TrimRight(lit[i+1:], "i")
	return strings.TrimLeft(strings.ReplaceAll(digits, "_", ""), "+-0")
}

// clip shortens a literal for a message.
func clip(s string) string {
	if len(s) > 24 {
		return s[:24] + "..."
	}
	return s
}
