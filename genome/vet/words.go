package vet

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// Package go/types and the compiler's own type checker are made from the same
// source, but not everywhere do they point at the same place or print an
// expression in the same way. What follows makes up for that, so that an author
// (or a model that has read a million compiler messages) finds what he knows.

// asCompiler returns an error with the position and the words of the compiler.
func (s *source) asCompiler(e types.Error) types.Error {
	e.Msg = s.literalWords(e)
	w := wording{pos: e.Pos, message: e.Msg}
	ast.Inspect(s.tree, func(n ast.Node) bool {
		if n == nil || e.Pos < n.Pos() || n.End() < e.Pos {
			return false
		}
		w.look(n)
		return true
	})
	if w.better.IsValid() {
		e.Pos = w.better
	}
	return e
}

// A wording looks for the place where the compiler would report an error, from
// the outermost node down; the last one found counts.
type wording struct {
	pos     token.Pos // what go/types says
	message string
	better  token.Pos
}

func (w *wording) look(n ast.Node) {
	switch n := n.(type) {
	case *ast.CallExpr:
		w.call(n)
	case *ast.IndexExpr:
		w.index(n, n.X, n.Lbrack)
	case *ast.IndexListExpr:
		w.index(n, n.X, n.Lbrack)
	case *ast.SliceExpr:
		// What begins with x[i:j] is reported at its bracket.
		if w.pos == n.Pos() && strings.Contains(w.message, types.ExprString(n)) {
			w.better = n.Lbrack
		}
	case *ast.SendStmt:
		if w.pos == n.Arrow && strings.Contains(w.message, "cannot send to") {
			w.better = n.Pos()
		}
	case *ast.ArrayType:
		if _, ok := n.Len.(*ast.Ellipsis); ok && w.pos == n.Len.Pos() {
			w.better = n.Lbrack
		}
	case *ast.FuncDecl:
		if strings.HasPrefix(w.message, "method has ") {
			w.better = n.Name.Pos()
		}
	}
}

func (w *wording) call(n *ast.CallExpr) {
	switch {
	case w.pos == n.Rparen && len(n.Args) > 0 && strings.HasPrefix(w.message, "not enough arguments in call to "):
		w.better = n.Args[len(n.Args)-1].Pos()
	case w.pos == n.Rparen, w.pos == n.Ellipsis:
		if strings.Contains(w.message, "argument") || strings.Contains(w.message, " ... ") {
			w.better = n.Pos()
		}
	case w.pos == n.Pos() && isName(n.Fun) && w.isInstantiation():
		w.better = n.Lparen
	}
}

func (w *wording) index(n ast.Node, x ast.Expr, lbrack token.Pos) {
	switch {
	case w.pos != n.Pos():
	case strings.Contains(w.message, "cannot index "+types.ExprString(x)+" "):
		w.better = lbrack
	case !w.better.IsValid() && w.isInstantiation():
		w.better = lbrack
	}
}

// isInstantiation tells whether the error is about inferred type arguments.
func (w *wording) isInstantiation() bool {
	return strings.Contains(w.message, "cannot infer ") || strings.Contains(w.message, " does not satisfy ")
}

// isName tells whether an expression can name a generic function.
func isName(x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		return true
	case *ast.SelectorExpr:
		return isName(x.X)
	case *ast.IndexExpr:
		return isName(x.X)
	case *ast.IndexListExpr:
		return isName(x.X)
	}
	return false
}

// literalWords writes function literals as the compiler does: func() {…} for
// (func() literal).
func (s *source) literalWords(e types.Error) string {
	const start, end = "(func", " literal)"
	message := e.Msg
	for from := 0; ; {
		i := strings.Index(message[from:], start)
		if i < 0 {
			return message
		}
		i += from
		from = i + len(start)
		if j := closing(message, i); j > 0 && strings.HasSuffix(message[:j], end) {
			body := " {…}"
			if s.isEmptyLiteral(e.Pos, message[i:j]) {
				body = " {}"
			}
			message = message[:i] + message[i+1:j-len(end)] + body + message[j:]
		}
	}
}

// isEmptyLiteral tells whether the first function literal from pos on that
// reads like that has an empty body.
func (s *source) isEmptyLiteral(pos token.Pos, text string) (empty bool) {
	found := false
	ast.Inspect(s.tree, func(n ast.Node) bool {
		if n == nil || found || n.End() < pos {
			return false
		}
		if f, ok := n.(*ast.FuncLit); ok && f.Pos() >= pos && types.ExprString(f) == text {
			found, empty = true, len(f.Body.List) == 0
		}
		return !found
	})
	return empty
}

// closing is the offset behind the parenthesis that closes the one at i, or -1.
func closing(s string, i int) int {
	depth := 0
	for ; i < len(s); i++ {
		switch s[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}
