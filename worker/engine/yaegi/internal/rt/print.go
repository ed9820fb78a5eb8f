package rt

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
)

// The functions in this file are those of package fmt that write, on
// interface values of the genome.

// foreignOnly gives operands to fmt as they are if it prints all of them as
// the genome's types demand: if none is of a type that only the universe
// knows.
func foreignOnly(args []Iface) ([]any, bool) {
	list := make([]any, len(args))
	for i, x := range args {
		if x.T == nil {
			continue
		}
		if x.T.Native == nil || x.T.disguised {
			return nil, false
		}
		list[i] = x.V
	}
	return list, true
}

// Appendf is fmt.Appendf.
func (u *Universe) Appendf(b []byte, format string, args ...Iface) []byte {
	if list, ok := foreignOnly(args); ok {
		return fmt.Appendf(b, format, list...)
	}
	f := formatter{printer: printer{u: u, buf: b}, format: format, args: args}
	f.run()
	return f.buf
}

// Append is fmt.Append: spaces between operands when neither is a string.
func (u *Universe) Append(b []byte, args ...Iface) []byte {
	if list, ok := foreignOnly(args); ok {
		return fmt.Append(b, list...)
	}
	p := printer{u: u, buf: b}
	wasString := false
	for i, x := range args {
		isString := x.T != nil && x.T.Kind == reflect.String
		if i > 0 && !isString && !wasString {
			p.str(" ")
		}
		p.directive = directive{verb: 'v'}
		p.operand(x)
		wasString = isString
	}
	return p.buf
}

// Appendln is fmt.Appendln.
func (u *Universe) Appendln(b []byte, args ...Iface) []byte {
	if list, ok := foreignOnly(args); ok {
		return fmt.Appendln(b, list...)
	}
	p := printer{u: u, buf: b}
	for i, x := range args {
		if i > 0 {
			p.str(" ")
		}
		p.directive = directive{verb: 'v'}
		p.operand(x)
	}
	p.str("\n")
	return p.buf
}

// Sprint is fmt.Sprint.
func (u *Universe) Sprint(args ...Iface) string { return string(u.Append(nil, args...)) }

// Sprintf is fmt.Sprintf.
func (u *Universe) Sprintf(format string, args ...Iface) string {
	return string(u.Appendf(nil, format, args...))
}

// Sprintln is fmt.Sprintln.
func (u *Universe) Sprintln(args ...Iface) string { return string(u.Appendln(nil, args...)) }

// Print is fmt.Print.
func (u *Universe) Print(args ...Iface) (int, Iface) {
	return u.emit(u.opt.Stdout, u.Append(nil, args...))
}

// Printf is fmt.Printf.
func (u *Universe) Printf(format string, args ...Iface) (int, Iface) {
	return u.emit(u.opt.Stdout, u.Appendf(nil, format, args...))
}

// Println is fmt.Println.
func (u *Universe) Println(args ...Iface) (int, Iface) {
	return u.emit(u.opt.Stdout, u.Appendln(nil, args...))
}

// Fprint is fmt.Fprint.
func (u *Universe) Fprint(w Iface, args ...Iface) (int, Iface) {
	return u.write(w, u.Append(nil, args...))
}

// Fprintf is fmt.Fprintf.
func (u *Universe) Fprintf(w Iface, format string, args ...Iface) (int, Iface) {
	return u.write(w, u.Appendf(nil, format, args...))
}

// Fprintln is fmt.Fprintln.
func (u *Universe) Fprintln(w Iface, args ...Iface) (int, Iface) {
	return u.write(w, u.Appendln(nil, args...))
}

func (u *Universe) emit(w io.Writer, text []byte) (int, Iface) {
	n, err := w.Write(text)
	return n, u.FromNative(err)
}

// write writes to a writer of the genome or of compiled code.
func (u *Universe) write(w Iface, text []byte) (int, Iface) {
	if w.T == nil {
		panic(nilDereference())
	}
	if native, ok := w.V.(io.Writer); ok && w.T.Native != nil {
		return u.emit(native, text)
	}
	out, ok := w.T.call(reflect.ValueOf(w.V), "Write", reflect.ValueOf(text))
	if !ok {
		return u.emit(u.ToNative(w, reflect.TypeFor[io.Writer]()).Interface().(io.Writer), text)
	}
	return int(out[0].Int()), out[1].Interface().(Iface)
}

// Errorf is fmt.Errorf.
func (u *Universe) Errorf(format string, args ...Iface) Iface {
	if list, ok := foreignOnly(args); ok {
		return u.FromNative(fmt.Errorf(format, list...))
	}
	f := formatter{printer: printer{u: u, wrapping: true}, format: format, args: args}
	f.run()
	return u.FromNative(u.wrap(string(f.buf), f.wrapped, args))
}

// wrap makes the error of a message and the operands of %w.
func (u *Universe) wrap(msg string, wrapped []int, args []Iface) error {
	switch len(wrapped) {
	case 0:
		return errors.New(msg)
	case 1:
		e := &wrapError{Msg: msg}
		if x := args[wrapped[0]]; x.T != nil && u.isError(x.T) {
			e.Err = x
		}
		return e
	}
	e := &wrapErrors{Msg: msg}
	slices.Sort(wrapped)
	for _, i := range slices.Compact(wrapped) {
		if x := args[i]; x.T != nil && u.isError(x.T) {
			e.Errs = append(e.Errs, x)
		}
	}
	return e
}
