package rt

import (
	"fmt"
	"io"
	"reflect"
)

// The functions in this file are those of package fmt that read, on interface
// values of the genome. Where they store, a named number or string is held as
// the plain one, so fmt needs to be told of types with a method Scan only.

func (u *Universe) targets(args []Iface) []any {
	list := make([]any, len(args))
	for i, x := range args {
		switch {
		case x.T == nil:
		case x.T.has("Scan"):
			list[i] = heldScanner{held{x}}
		default:
			list[i] = bare(reflect.ValueOf(x.V)).Interface()
		}
	}
	return list
}

// stream hides methods of the program's standard input that a file has not: a
// reader that takes back a rune would keep what a scan of a file loses.
type stream struct{ io.Reader }

func (u *Universe) stdin() io.Reader { return stream{u.opt.Stdin} }

func (u *Universe) reader(r Iface) io.Reader {
	if r.T == nil {
		panic(nilDereference())
	}
	return u.ToNative(r, reflect.TypeFor[io.Reader]()).Interface().(io.Reader)
}

func (u *Universe) scanned(n int, err error) (int, Iface) { return n, u.FromNative(err) }

// ownScan finds the functions of fmt that read.
func (u *Universe) ownScan(name string) any {
	switch name {
	case "Scan":
		return func(a ...Iface) (int, Iface) { return u.scanned(fmt.Fscan(u.stdin(), u.targets(a)...)) }
	case "Scanf":
		return func(format string, a ...Iface) (int, Iface) {
			return u.scanned(fmt.Fscanf(u.stdin(), format, u.targets(a)...))
		}
	case "Scanln":
		return func(a ...Iface) (int, Iface) { return u.scanned(fmt.Fscanln(u.stdin(), u.targets(a)...)) }
	case "Sscan":
		return func(s string, a ...Iface) (int, Iface) { return u.scanned(fmt.Sscan(s, u.targets(a)...)) }
	case "Sscanf":
		return func(s, format string, a ...Iface) (int, Iface) {
			return u.scanned(fmt.Sscanf(s, format, u.targets(a)...))
		}
	case "Sscanln":
		return func(s string, a ...Iface) (int, Iface) { return u.scanned(fmt.Sscanln(s, u.targets(a)...)) }
	case "Fscan":
		return func(r Iface, a ...Iface) (int, Iface) { return u.scanned(fmt.Fscan(u.reader(r), u.targets(a)...)) }
	case "Fscanf":
		return func(r Iface, format string, a ...Iface) (int, Iface) {
			return u.scanned(fmt.Fscanf(u.reader(r), format, u.targets(a)...))
		}
	case "Fscanln":
		return func(r Iface, a ...Iface) (int, Iface) { return u.scanned(fmt.Fscanln(u.reader(r), u.targets(a)...)) }
	}
	return nil
}
