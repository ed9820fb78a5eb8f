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

// maxWork bounds the effort for one genome, in steps from one node of a tree to
// another. Errors beyond it stay as go/types has them.
const maxWork = 1 << 22

// asCompiler returns an error with the position and the words of the compiler.
func (s *source) asCompiler(e types.Error) types.Error {
	e.Msg = s.literalWords(e)
	w := wording{pos: e.Pos, message: e.Msg, work: &s.vet.work}
	s.inspectDecl(e.Pos, func(n ast.Node, depth int) {
		w.depth = depth
		w.look(n)
	})
	if w.better.IsValid() {
		e.Pos = w.better
	}
	return e
}

// inspectDecl visits the nodes of the declaration in which a position is, as
// long as there is work left.
func (s *source) inspectDecl(pos token.Pos, visit func(n ast.Node, depth int)) {
	for _, d := range s.tree.Decls {
		if pos < d.Pos() || d.End() < pos {
			continue
		}
		depth := 0
		ast.Inspect(d, func(n ast.Node) bool {
			if n == nil {
				depth--
				return true
			}
			if s.vet.work++; s.vet.work > maxWork {
				return false
			}
			depth++
			visit(n, depth)
			return true
		})
	}
}

// A wording looks for the place where the compiler would report an error, from
// the outermost node down; the last one found counts.
type wording struct {
	pos     token.Pos // what go/types says
	message string
	better  token.Pos
	depth   int
	work    *int
}

// begins tells whether a node begins where the error is. To find where a node
// begins takes a step for each level below it.
func (w *wording) begins(n ast.Node) bool {
	*w.work += w.depth
	return n.Pos() == w.pos
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
		if w.begins(n) && *w.work < maxWork {
			text := types.ExprString(n)
			*w.work += len(text)
			if strings.Contains(w.message, text) {
				w.better = n.Lbrack
			}
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
	case w.isInstantiation() && isName(n.Fun) && w.begins(n):
		w.better = n.Lparen
	}
}

func (w *wording) index(n ast.Node, x ast.Expr, lbrack token.Pos) {
	instance := w.isInstantiation() && !w.better.IsValid()
	if !instance && !strings.Contains(w.message, "cannot index ") || !w.begins(n) || *w.work > maxWork {
		return
	}
	text := types.ExprString(x)
	*w.work += len(text)
	if instance || strings.Contains(w.message, "cannot index "+text+" ") {
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
	s.inspectDecl(pos, func(n ast.Node, _ int) {
		if f, ok := n.(*ast.FuncLit); ok && !found && f.Type.Func >= pos && types.ExprString(f) == text {
			found, empty = true, len(f.Body.List) == 0
		}
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
