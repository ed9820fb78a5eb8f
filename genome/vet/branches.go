package vet

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// isBranchError tells whether an error is about labels and what jumps. The
// compiler finds those in its parser, in words of its own.
func isBranchError(message string) bool {
	for _, prefix := range []string{
		"label ", "invalid break label", "invalid continue label", "break not in ", "continue not in ", "goto ",
		"fallthrough statement out of place", "cannot fallthrough ",
	} {
		if strings.HasPrefix(message, prefix) {
			return true
		}
	}
	return false
}

// branchErrors lists what is wrong with the labels and jumps of a file, in the
// compiler's words.
func (s *source) branchErrors() []types.Error {
	var all []types.Error
	ast.Inspect(s.tree, func(n ast.Node) bool {
		var body *ast.BlockStmt
		switch n := n.(type) {
		case *ast.FuncDecl:
			body = n.Body
		case *ast.FuncLit:
			body = n.Body
		}
		if body != nil {
			b := branches{source: s, labels: map[string]*label{}}
			b.function(body)
			all = append(all, b.errors...)
		}
		return true
	})
	return all
}

// branches checks one function body. Literals inside it are functions of their
// own.
type branches struct {
	source *source
	labels map[string]*label // all that were declared so far
	errors []types.Error
}

// A label is one declared label.
type label struct {
	stmt *ast.LabeledStmt
	home *block // where it is declared
	used bool
}

// A block is a list of statements, and what a branch in it can lead to.
type block struct {
	outer    *block
	start    token.Pos
	of       ast.Stmt         // the loop, switch or select that it belongs to; nil for none
	labelled *ast.LabeledStmt // of, if that has a label
	clause   int              // of a switch: which one, counted from the end; else -1
}

// A jump is a goto to a label further down. crossed is the variable declaration
// that it jumps over, if its label is in the block of that.
type jump struct {
	stmt    *ast.BranchStmt
	crossed *crossing
}

type crossing struct {
	name string
	pos  token.Pos
}

func (b *branches) errorf(pos token.Pos, format string, args ...any) {
	b.errors = append(b.errors, types.Error{Fset: b.source.vet.fset, Pos: pos, Msg: fmt.Sprintf(format, args...)})
}

// at words a position.
func (b *branches) at(pos token.Pos) string {
	p := b.source.vet.fset.PositionFor(pos, false)
	return fmt.Sprintf("%s:%d:%d", p.Filename, p.Line, p.Column)
}

func (b *branches) function(body *ast.BlockStmt) {
	for _, j := range b.list(&block{start: body.Lbrace, clause: -1}, body.List) {
		name := j.stmt.Label.Name
		if l := b.labels[name]; l != nil {
			l.used = true
			b.errorf(j.stmt.Label.Pos(), "goto %s jumps into block starting at %s", name, b.at(l.home.start))
		} else {
			b.errorf(j.stmt.Label.Pos(), "label %s not defined", name)
		}
	}
	for _, l := range b.labels {
		if !l.used {
			b.errorf(l.stmt.Label.Pos(), "label %s defined and not used", l.stmt.Label.Name)
		}
	}
}

// list checks the statements of a block and returns the jumps that have not
// found their label in it.
func (b *branches) list(home *block, list []ast.Stmt) []jump {
	var open []jump
	for len(list) > 0 && isEmpty(list[len(list)-1]) {
		list = list[:len(list)-1]
	}
	for i, stmt := range list {
		var labelled *ast.LabeledStmt
		for l, ok := stmt.(*ast.LabeledStmt); ok; l, ok = stmt.(*ast.LabeledStmt) {
			if l.Label.Name != "_" {
				labelled = l
				open = b.declare(home, l, open)
			}
			stmt = l.Stmt
		}
		if c := declares(stmt); c != nil {
			for i := range open {
				open[i].crossed = c
			}
		}
		if s, ok := stmt.(*ast.BranchStmt); ok {
			open = append(open, b.branch(home, s, i == len(list)-1)...)
			continue
		}
		for _, inner := range innerBlocks(home, stmt, labelled) {
			for _, j := range b.list(inner.block, inner.list) {
				j.crossed = nil // it leaves the block of that declaration
				open = append(open, j)
			}
		}
	}
	return open
}

func isEmpty(s ast.Stmt) bool {
	_, ok := s.(*ast.EmptyStmt)
	return ok
}

// declare takes in a label and returns the jumps that are not to it.
func (b *branches) declare(home *block, l *ast.LabeledStmt, open []jump) []jump {
	name := l.Label.Name
	known := b.labels[name]
	if known != nil {
		b.errorf(l.Label.Pos(), "label %s already defined at %s", name, b.at(known.stmt.Label.Pos()))
	} else {
		known = &label{stmt: l, home: home}
		b.labels[name] = known
	}
	return slices.DeleteFunc(open, func(j jump) bool {
		if j.stmt.Label.Name != name {
			return false
		}
		known.used = true
		if j.crossed != nil {
			b.errorf(j.stmt.Label.Pos(), "goto %s jumps over declaration of %s at %s", name, j.crossed.name, b.at(j.crossed.pos))
		}
		return true
	})
}

// declares returns what a statement declares, if that is a variable.
func declares(s ast.Stmt) *crossing {
	switch s := s.(type) {
	case *ast.AssignStmt:
		if s.Tok == token.DEFINE {
			var names []string
			for _, x := range s.Lhs {
				names = append(names, types.ExprString(x))
			}
			return &crossing{strings.Join(names, ", "), s.TokPos}
		}
	case *ast.DeclStmt:
		if d, ok := s.Decl.(*ast.GenDecl); ok && d.Tok == token.VAR && len(d.Specs) > 0 {
			name := d.Specs[0].(*ast.ValueSpec).Names[0]
			return &crossing{name.Name, name.Pos()}
		}
	}
	return nil
}

// branch checks one branch statement and returns it if it is a jump forward.
func (b *branches) branch(home *block, s *ast.BranchStmt, last bool) []jump {
	switch {
	case s.Tok == token.FALLTHROUGH:
		b.fallsThrough(home, s, last)
	case s.Tok == token.GOTO && s.Label != nil:
		if l := b.labels[s.Label.Name]; l != nil {
			l.used = true
			for h := home; h != nil; h = h.outer {
				if h == l.home {
					return nil
				}
			}
		}
		return []jump{{stmt: s}}
	case s.Label != nil:
		b.toLabel(home, s)
	case s.Tok == token.BREAK && !within(home, isBreakable):
		b.errorf(s.Pos(), "break is not in a loop, switch, or select")
	case s.Tok == token.CONTINUE && !within(home, isLoop):
		b.errorf(s.Pos(), "continue is not in a loop")
	}
	return nil
}

func within(home *block, is func(ast.Stmt) bool) bool {
	for ; home != nil; home = home.outer {
		if is(home.of) {
			return true
		}
	}
	return false
}

func isLoop(s ast.Stmt) bool {
	switch s.(type) {
	case *ast.ForStmt, *ast.RangeStmt:
		return true
	}
	return false
}

func isBreakable(s ast.Stmt) bool {
	switch s.(type) {
	case *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
		return true
	}
	return isLoop(s)
}

// toLabel checks a break or continue that names a label.
func (b *branches) toLabel(home *block, s *ast.BranchStmt) {
	name, is := s.Label.Name, isBreakable
	if s.Tok == token.CONTINUE {
		is = isLoop
	}
	l := b.labels[name]
	if l == nil {
		b.errorf(s.Label.Pos(), "%s label not defined: %s", s.Tok, name)
		return
	}
	l.used = true
	for ; home != nil; home = home.outer {
		if home.labelled == l.stmt && is(home.of) {
			return
		}
	}
	b.errorf(s.Label.Pos(), "invalid %s label %s", s.Tok, name)
}

func (b *branches) fallsThrough(home *block, s *ast.BranchStmt, last bool) {
	switch _, isType := home.of.(*ast.TypeSwitchStmt); {
	case isType:
		b.errorf(s.Pos(), "cannot fallthrough in type switch")
	case home.clause < 0 || !last:
		b.errorf(s.Pos(), "fallthrough statement out of place")
	case home.clause == 0:
		b.errorf(s.Pos(), "cannot fallthrough final case in switch")
	}
}

// An inner block is one with its statements.
type inner struct {
	*block
	list []ast.Stmt
}

// innerBlocks lists the blocks of a statement that is in home.
func innerBlocks(home *block, stmt ast.Stmt, labelled *ast.LabeledStmt) []inner {
	of := func(start token.Pos, list []ast.Stmt, clause int) inner {
		return inner{&block{outer: home, start: start, of: stmt, labelled: labelled, clause: clause}, list}
	}
	plain := func(start token.Pos, list ...ast.Stmt) inner {
		return inner{&block{outer: home, start: start, clause: -1}, list}
	}
	var all []inner
	switch s := stmt.(type) {
	case *ast.BlockStmt:
		all = append(all, plain(s.Lbrace, s.List...))
	case *ast.IfStmt:
		all = append(all, plain(s.Body.Lbrace, s.Body.List...))
		if s.Else != nil {
			all = append(all, plain(s.Else.Pos(), s.Else))
		}
	case *ast.ForStmt:
		all = append(all, of(s.Body.Lbrace, s.Body.List, -1))
	case *ast.RangeStmt:
		all = append(all, of(s.Body.Lbrace, s.Body.List, -1))
	case *ast.SwitchStmt:
		for i, c := range s.Body.List {
			all = append(all, of(c.Pos(), c.(*ast.CaseClause).Body, len(s.Body.List)-1-i))
		}
	case *ast.TypeSwitchStmt:
		for _, c := range s.Body.List {
			all = append(all, of(c.Pos(), c.(*ast.CaseClause).Body, -1))
		}
	case *ast.SelectStmt:
		for _, c := range s.Body.List {
			all = append(all, of(c.Pos(), c.(*ast.CommClause).Body, -1))
		}
	}
	return all
}
