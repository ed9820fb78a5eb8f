package rt

import (
	"fmt"
	"reflect"
)

// methods lets the methods of the operand write it, if it has any that suit
// the verb.
func (p *printer) methods() (handled bool) {
	if p.erroring {
		return false
	}
	if p.verb == 'w' {
		if !p.wrapping || !p.u.isError(p.arg.T) {
			p.badVerb()
			return true
		}
		p.verb = 'v'
		defer func() { p.verb = 'w' }()
	}
	x := p.arg
	switch {
	case x.T.Native != nil && !x.T.disguised:
		return p.nativeMethods(x)
	case p.try(x, "Format"):
		return true
	case p.goSyntax:
		return p.try(x, "GoString")
	}
	switch p.verb {
	case 'v', 's', 'x', 'X', 'q':
		return p.try(x, "Error") || p.try(x, "String")
	}
	return false
}

// nativeMethods has fmt write a compiled value that has methods for the verb.
func (p *printer) nativeMethods(x Iface) bool {
	_, handled := x.V.(fmt.Formatter)
	switch {
	case handled:
	case p.goSyntax:
		_, handled = x.V.(fmt.GoStringer)
	case p.verb == 'v' || p.verb == 's' || p.verb == 'x' || p.verb == 'X' || p.verb == 'q':
		switch x.V.(type) {
		case error, fmt.Stringer:
			handled = true
		}
	}
	if handled {
		p.leaf(p.verb, x.V)
	}
	return handled
}

// try calls a method that writes the operand. ok is false if the operand has
// no such method, or one with another signature.
func (p *printer) try(x Iface, name string) (ok bool) {
	f, ok := x.T.methods[name]
	if !ok || !p.suits(f.Type(), name) {
		return x.T.disguised && p.disguisedText(x, name)
	}
	returned := false
	defer func() {
		if !returned {
			p.caught(x, name, recover())
		}
	}()
	if name == "Format" {
		state := p.u.FromNative(&state{p})
		d, arg := p.directive, p.arg
		x.T.call(reflect.ValueOf(x.V), name, reflect.ValueOf(state), reflect.ValueOf(p.verb))
		p.directive, p.arg = d, arg
	} else {
		text, _ := x.T.text(name, x.V)
		if name == "GoString" {
			p.unadorned(text)
		} else {
			p.text(text)
		}
	}
	returned = true
	return true
}

// disguisedText writes a value of this package by its own method.
func (p *printer) disguisedText(x Iface, name string) bool {
	switch v := x.V.(type) {
	case error:
		if name == "Error" {
			p.text(v.Error())
			return true
		}
	case fmt.Stringer:
		if name == "String" {
			p.text(v.String())
			return true
		}
	}
	return false
}

func (p *printer) suits(t reflect.Type, name string) bool {
	if name == "Format" {
		return t.NumIn() == 3 && t.NumOut() == 0 && t.In(1) == ifaceType && t.In(2) == reflect.TypeFor[rune]()
	}
	return t.NumIn() == 1 && t.NumOut() == 1 && t.Out(0) == reflect.TypeFor[string]()
}

// text writes a string under the current directive.
func (p *printer) text(s string) {
	if p.directive.plain() {
		p.str(s)
		return
	}
	p.leaf(p.verb, s)
}

// unadorned writes a GoString: width and precision apply, quotes do not.
func (p *printer) unadorned(s string) {
	d := p.directive
	d.goSyntax, d.names = false, false
	p.buf = fmt.Appendf(p.buf, d.spec('s'), s)
}

// caught writes that a method panicked.
func (p *printer) caught(x Iface, method string, value any) {
	if value == nil {
		return // runtime.Goexit goes on
	}
	if p.u.opt.Fatal != nil && p.u.opt.Fatal(value) {
		panic(value)
	}
	if v := bare(reflect.ValueOf(x.V)); v.Kind() == reflect.Pointer && v.IsNil() {
		p.str("<nil>")
		return
	}
	if p.panicking {
		panic(value)
	}
	d := p.directive
	p.str("%!" + string(p.verb) + "(PANIC=" + method + " method: ")
	p.directive = directive{verb: 'v'}
	p.panicking = true
	p.operand(p.u.Recovered(value))
	p.panicking = false
	p.str(")")
	p.directive = d
}

// A state is the fmt.State of a Format method.
type state struct{ p *printer }

func (s *state) Write(b []byte) (int, error) {
	s.p.buf = append(s.p.buf, b...)
	return len(b), nil
}

// WriteString is there for io.WriteString.
func (s *state) WriteString(text string) (int, error) {
	s.p.str(text)
	return len(text), nil
}

func (s *state) Width() (int, bool)     { return s.p.wid, s.p.hasWid }
func (s *state) Precision() (int, bool) { return s.p.prec, s.p.hasPrec }

func (s *state) Flag(c int) bool {
	switch c {
	case '-':
		return s.p.minus
	case '+':
		return s.p.plus || s.p.names
	case '#':
		return s.p.sharp || s.p.goSyntax
	case ' ':
		return s.p.space
	case '0':
		return s.p.zero
	}
	return false
}
