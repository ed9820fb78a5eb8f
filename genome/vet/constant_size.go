package vet

import (
	"fmt"
	"go/ast"
	"go/token"
	"strconv"
)

// Constants are exact, and each line of "const b = a + a" or "const b = a * a"
// doubles a string or the exponent of a number.
const (
	// maxText bounds the length of a string constant, in bytes.
	maxText = 1 << 20
	// maxBits bounds how many bits a number has before or behind its point. To
	// add two that are a billion bits apart takes a quarter of a gigabyte.
	maxBits = 1 << 20
	// someText and someBits are sizes from which it is worth a look what is
	// done with a constant.
	someText = 1 << 12
	someBits = 1 << 12
	// libraryBits is more than any number of the standard library has, and than
	// the type checker lets a constant be shifted.
	libraryBits = 1100
)

// A size is how large a constant can be, at most: as a string or as a number.
// What is no constant has none.
type size struct{ text, bits float64 }

func (a size) plus(b size) size { return size{a.text + b.text, max(a.bits, b.bits) + 1} }

func (a size) times(b size) size { return size{bits: a.bits + b.bits} }

// sizeOf is the size of a constant expression.
func (s *scope) sizeOf(x ast.Expr) size {
	switch x := x.(type) {
	case *ast.BasicLit:
		return literalSize(x)
	case *ast.ParenExpr:
		return s.sizeOf(x.X)
	case *ast.UnaryExpr:
		return s.sizeOf(x.X)
	case *ast.BinaryExpr:
		switch x.Op {
		case token.ADD, token.SUB:
			return s.sizeOf(x.X).plus(s.sizeOf(x.Y))
		case token.MUL, token.QUO:
			return s.sizeOf(x.X).times(s.sizeOf(x.Y))
		case token.SHL:
			return s.sizeOf(x.X).times(size{bits: libraryBits})
		}
		return s.sizeOf(x.X)
	case *ast.CallExpr: // a conversion
		if len(x.Args) == 1 {
			return s.sizeOf(x.Args[0])
		}
	case *ast.Ident:
		if e := s.lookup(x.Name); e != nil {
			return e.constantSize()
		}
		return size{bits: libraryBits} // dot-imported, if it is a constant at all
	case *ast.SelectorExpr:
		return s.sizeOfSelected(x)
	}
	return size{}
}

func (s *scope) sizeOfSelected(x *ast.SelectorExpr) size {
	q, ok := x.X.(*ast.Ident)
	if !ok || s.lookup(q.Name) != nil {
		return size{}
	}
	if m := s.source.moduleCalled(q.Name); m != nil {
		if e := m.scope.lookup(x.Sel.Name); e != nil {
			return e.constantSize()
		}
	}
	return size{bits: libraryBits}
}

func literalSize(x *ast.BasicLit) size {
	const bitsPerDigit = 4
	switch x.Kind {
	case token.STRING:
		return size{text: float64(len(x.Value))}
	case token.INT, token.FLOAT, token.IMAG:
		e, _ := strconv.Atoi(exponent(x.Value)) // constantRule bounds it
		return size{bits: bitsPerDigit * float64(len(x.Value)+e)}
	}
	return size{}
}

func (e *entity) constantSize() size {
	if e.constant == nil {
		return size{}
	}
	if e.state == unknown {
		e.state = pending
		e.size = e.scope.sizeOf(e.constant)
		e.state = known
	}
	return e.size
}

// declareConstants declares constants with their values. repeated is the list
// of values that a line without one repeats.
func (s *scope) declareConstants(spec *ast.ValueSpec, repeated *[]ast.Expr, in *scope) {
	if len(spec.Values) > 0 {
		*repeated = spec.Values
	}
	for i, name := range spec.Names {
		e := &entity{scope: in}
		if i < len(*repeated) {
			e.constant = (*repeated)[i]
		}
		s.declare(name.Name, e)
	}
}

// isLarge tells whether it is worth a look what is done with a constant.
func (a size) isLarge() bool { return a.text > someText || a.bits > someBits }

// constant checks the size of an expression that may be constant. It tells
// whether that is within the limits.
func (w *walker) constant(x ast.Expr, s *scope) bool {
	switch n := s.sizeOf(x); {
	case n.text > maxText:
		w.say(x.Pos(), fmt.Sprintf("string constant of %s bytes (limit %d)", count(n.text), maxText))
	case n.bits > maxBits:
		w.say(x.Pos(), fmt.Sprintf("constant of %s bits (limit %d)", count(n.bits), maxBits))
	default:
		return true
	}
	return false
}

// constants checks declared constants. What is made of one that is too large is
// not complained of.
func (w *walker) constants(spec *ast.ValueSpec, s *scope) {
	for _, name := range spec.Names {
		e := s.lookup(name.Name)
		if e != nil && e.constant != nil && !w.constant(e.constant, e.scope) {
			e.state, e.size = known, size{}
		}
	}
}
