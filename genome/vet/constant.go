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
	// maxShift bounds a shift by a literal. The compiler stops at 512 bits.
	maxShift = 9999
)

// constantRule denies numbers that are cheap to write and dear to compute:
// constants are exact, so that 1e999999999 has a billion digits and
// 1<<1000000000 as many bits, and they are computed while loading.
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
	case *ast.BinaryExpr:
		if n.Op == token.SHL || n.Op == token.SHR {
			shiftRule(n.Y, found)
		}
	case *ast.AssignStmt:
		if n.Tok == token.SHL_ASSIGN || n.Tok == token.SHR_ASSIGN {
			shiftRule(n.Rhs[0], found)
		}
	}
}

// shiftRule looks at the count of a shift. Only literals can be seen here; a
// count that is itself computed is the type checker's matter.
func shiftRule(count ast.Expr, found finding) {
	lit, ok := ast.Unparen(count).(*ast.BasicLit)
	if !ok {
		return
	}
	var small bool
	switch lit.Kind {
	case token.INT:
		n, err := strconv.ParseUint(lit.Value, 0, 64)
		small = err == nil && n <= maxShift
	case token.FLOAT:
		n, err := strconv.ParseFloat(lit.Value, 64)
		small = err == nil && n <= maxShift
	default:
		small = true
	}
	if !small {
		found(lit.ValuePos, "shift by "+clip(lit.Value)+" (limit "+strconv.Itoa(maxShift)+")")
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
