package core

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// line writes a line of core that belongs to a position.
func (f *fn) line(pos token.Pos, format string, args ...any) {
	if !pos.IsValid() {
		pos = f.pos
	}
	inner := ""
	if f.frame != nil && f.frame.outer != nil {
		inner = "f"
	}
	fmt.Fprintf(f.out, "\n\x01%d%s\x02", pos, inner)
	if len(args) == 0 {
		f.out.WriteString(format)
		return
	}
	fmt.Fprintf(f.out, format, args...)
}

// put writes a line that belongs to the current statement.
func (f *fn) put(format string, args ...any) { f.line(f.pos, format, args...) }

// body writes the statements of a function, which counts a step.
func (f *fn) body(body *ast.BlockStmt) {
	if f.e.conc && hasLoop(body) {
		f.frame.counter = f.name("n")
		f.line(firstPos(body), "var %s int = 1", f.frame.counter)
	} else {
		f.step(firstPos(body))
	}
	f.stmts(body.List)
	f.flush(body.End())
}

// step counts a step. Where goroutines run, the rounds of loops are counted in
// a variable of the function first, because to count for all of them is dear.
func (f *fn) step(pos token.Pos) {
	switch n := f.frame.counter; {
	case !f.e.conc:
		f.line(pos, "steps++")
	case n != "":
		f.line(pos, "%s++", n)
		f.line(pos, "if %s > 1000 { %s = p.Ticks(%s) }", n, n, n)
	default:
		f.line(pos, "p.Ticks(1)")
	}
}

// flush counts for all what the function has counted for itself.
func (f *fn) flush(pos token.Pos) {
	if n := f.frame.counter; n != "" {
		f.line(pos, "%s = p.Ticks(%s)", n, n)
	}
}

// hasLoop says whether a body has loops of its own.
func hasLoop(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ForStmt, *ast.RangeStmt:
			found = true
		}
		return !found
	})
	return found
}

// name makes a name that the function has not used yet.
func (f *fn) name(base string) string {
	base = strings.Map(func(r rune) rune {
		if r < 128 {
			return r
		}
		return -1
	}, base)
	f.used[base]++
	return base + "_" + strconv.Itoa(f.used[base])
}

// nameOf makes a name for a local variable of the genome's. That of one which a
// call may change begins as the name of a package's variable does: readsMemory
// knows both by it.
func (f *fn) nameOf(obj types.Object, t types.Type) string {
	v := f.vars[obj]
	if v != nil && !v.boxed() && v.assigned && (v.address || v.captured && !copiedInTurn(t)) {
		return f.name("G" + obj.Name())
	}
	return f.name(obj.Name())
}

// copiedInTurn says whether the compiler, where it makes an interface value of a
// variable that only a function literal shares, copies it before later calls.
func copiedInTurn(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&(types.IsBoolean|types.IsComplex) != 0 || u.Kind() == types.Int8 || u.Kind() == types.Uint8
	case *types.Struct, *types.Array:
		return true
	}
	return false
}

// temp makes a name for a temporary variable.
func (f *fn) temp() string { return f.name("t") }

// capture runs emit and returns what it wrote instead of writing it.
func (f *fn) capture(emit func()) string {
	save := f.out
	f.out = &strings.Builder{}
	emit()
	text := f.out.String()
	f.out = save
	return text
}

func (f *fn) raw(text string) { f.out.WriteString(text) }

// typeOf is the type of an expression, free of type parameters.
func (f *fn) typeOf(x ast.Expr) types.Type {
	t := f.info.TypeOf(x)
	if t == nil {
		return nil
	}
	return f.e.subst(t, f.env)
}

// text writes a type, or refuses it at the current statement.
func (f *fn) text(t types.Type) string {
	defer func() {
		if r := recover(); r != nil {
			if rt, ok := r.(recursiveType); ok {
				f.refuse(f.pos, "type %s contains itself without a struct in between: put a struct around it", rt.t)
			}
			panic(r)
		}
	}()
	return f.e.text(t)
}

func (f *fn) refuse(pos token.Pos, format string, args ...any) {
	f.e.unsupported(f.mod, pos, format, args...)
}

// firstPos is where a function begins in traces: its first statement.
func firstPos(body *ast.BlockStmt) token.Pos {
	if len(body.List) > 0 {
		return body.List[0].Pos()
	}
	return body.Pos()
}
