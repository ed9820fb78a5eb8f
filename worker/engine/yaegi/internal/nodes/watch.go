// Package nodes tells where in a program the interpreter is when it panics, and
// stops it: what takes a look behind the interpreter's own interface.
//
// The interpreter runs a program as a chain of steps, one for each node of its
// syntax tree, and names in a trace only the first of each function. It has no
// hook for more and does not export its nodes, so this package reaches for them
// between compilation and execution: each node that can panic gets a generator
// that wraps the step in one with a deferred call. That costs some nanoseconds
// a step and nothing else as long as nothing panics; it needs no variable that
// would have to be kept up to date.
//
// Where nodes have what is found by reflection, and checked.
package nodes

import (
	"go/token"
	"reflect"
	"runtime"
	"strings"
	"unsafe"

	"github.com/traefik/yaegi/interp"
)

// A Note is called on the goroutine that panics for each node that the panic
// unwinds, innermost first. words is what the Go run time says about the panic
// if the innermost node was the access to an element that is not there, and ""
// otherwise. Note is called also when runtime.Goexit ends the goroutine.
type Note func(pos token.Pos, words string)

// Watch has note called for the nodes of a program, which has been compiled and
// not executed. The error is ErrLayout.
func Watch(program *interp.Program, note Note) error {
	l, err := theLayout()
	if err != nil {
		return err
	}
	w := watcher{layout: l, note: note, seen: map[*node]bool{}, careful: map[uintptr]class{}, kinds: map[uint]kind{}}
	w.walk(*at[*node](unsafe.Pointer(program), l.root))
	for _, literal := range w.literals {
		children := *at[[]*node](unsafe.Pointer(literal), l.child)
		body := children[len(children)-1]
		l.generate(*at[*node](unsafe.Pointer(body), l.start), map[*node]bool{})
	}
	return nil
}

type watcher struct {
	*layout
	note    Note
	seen    map[*node]bool
	careful map[uintptr]class // by code of the generator
	kinds   map[uint]kind
	// literals are those of functions, the inner ones first. The interpreter
	// makes steps for all else when it executes the program.
	literals []*node
}

func (w *watcher) walk(n *node) {
	if n == nil || w.seen[n] {
		return
	}
	w.seen[n] = true
	for _, c := range *at[[]*node](unsafe.Pointer(n), w.child) {
		w.walk(c)
	}
	w.wrap(n)
	// Inside function literals there are steps since they were compiled.
	*at[step](unsafe.Pointer(n), w.exec) = nil
	if w.kind(n) == functionLiteral {
		w.literals = append(w.literals, n)
	}
}

// A class says how the steps of a generator are watched.
type class int

const (
	unknown  class = iota
	harmless       // cannot panic
	plain          // cannot panic if the operands are names and literals
	indexing       // has a container and an index as operands
	other
)

// classes are the generators that are not watched, by name, or not always. What
// is not listed is.
var classes = map[string]class{
	"nop": harmless, "branch": harmless, "empty": harmless, "_case": harmless, "_return": harmless, "reset": harmless,
	"add": plain, "sub": plain, "mul": plain, "and": plain, "or": plain, "xor": plain, "andNot": plain,
	"neg": plain, "pos": plain, "not": plain, "bitNot": plain, "land": plain, "lor": plain, "inc": plain, "dec": plain,
	"addAssign": plain, "subAssign": plain, "mulAssign": plain, "andAssign": plain, "orAssign": plain, "xorAssign": plain, "andNotAssign": plain,
	"greater": plain, "greaterEqual": plain, "lower": plain, "lowerEqual": plain, "equal": plain, "notEqual": plain,
	"assign": plain, "addr": plain, "_len": plain, "_cap": plain,
	"getIndexArray": indexing,
}

func (w *watcher) classOf(gen generator) class {
	code := reflect.ValueOf(gen).Pointer()
	c := w.careful[code]
	if c == unknown {
		name := runtime.FuncForPC(code).Name()
		c = classes[name[strings.LastIndexByte(name, '.')+1:]]
		if c == unknown {
			c = other
		}
		w.careful[code] = c
	}
	return c
}

// A kind of node.
type kind int

const (
	anyKind kind = iota
	operand      // a name or a literal
	functionLiteral
)

func (w *watcher) kind(n *node) kind {
	number := *at[uint](unsafe.Pointer(n), w.layout.kind)
	k, ok := w.kinds[number]
	if !ok {
		switch w.layout.kinds(number) {
		case "identExpr", "basicLit":
			k = operand
		case "funcLit":
			k = functionLiteral
		}
		w.kinds[number] = k
	}
	return k
}

// wrap gives a node a generator that makes a watched step.
func (w *watcher) wrap(n *node) {
	gen := at[generator](unsafe.Pointer(n), w.gen)
	original := *gen
	if original == nil {
		return
	}
	children := *at[[]*node](unsafe.Pointer(n), w.child)
	c := w.classOf(original)
	switch c {
	case harmless:
		return
	case plain:
		all := true
		for _, child := range children {
			all = all && (child == nil || w.kind(child) == operand)
		}
		if all {
			return
		}
	}
	pos, exec := *at[token.Pos](unsafe.Pointer(n), w.pos), at[step](unsafe.Pointer(n), w.exec)
	note, l := w.note, w.layout
	*gen = func(n *node) {
		original(n)
		inner := *exec
		if inner == nil {
			return
		}
		*exec = func(f *frame) step {
			done := false
			defer func() {
				if done {
					return
				}
				words := ""
				if c == indexing {
					words = l.words(n, f)
				}
				note(pos, words)
			}()
			next := inner(f)
			done = true
			return next
		}
	}
}

// generate makes the steps of what is executed from a node on. Those that come
// later are made first, because a step refers to the ones that follow; where a
// loop leads back to a node that is not done, its step is looked up each time.
func (l *layout) generate(n *node, begun map[*node]bool) {
	if n == nil || *at[step](unsafe.Pointer(n), l.exec) != nil {
		return
	}
	begun[n] = true
	for _, next := range []*node{*at[*node](unsafe.Pointer(n), l.trueNext), *at[*node](unsafe.Pointer(n), l.falseNext)} {
		if next == nil {
			continue
		}
		exec := at[step](unsafe.Pointer(next), l.exec)
		switch {
		case *exec != nil:
		case begun[next]:
			*exec = func(f *frame) step { return (*at[step](unsafe.Pointer(next), l.exec))(f) }
		default:
			l.generate(next, begun)
		}
	}
	(*at[generator](unsafe.Pointer(n), l.gen))(n)
}
