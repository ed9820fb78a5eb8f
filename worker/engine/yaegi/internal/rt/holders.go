package rt

import (
	"fmt"
	"io"
	"reflect"
)

// A held is a genome's value in compiled code whose methods are called by
// name. The types made of it are for the interfaces that matter most: filling
// a wrapper of package symbols makes a function for each method, which takes
// longer than most calls. Some compiled functions ask a reader or writer for
// more methods than its interface has; for these there are types that have
// them.
type held struct{ x Iface }

// PetriValue gives the value back.
func (h held) PetriValue() any { return h.x }

func (h held) call(name string, args ...reflect.Value) []reflect.Value {
	out, ok := h.x.T.call(reflect.ValueOf(h.x.V), name, args...)
	if !ok {
		panic(fmt.Sprintf("rt: method %s of %s is not set", name, h.x.T.Name))
	}
	return out
}

func (h held) err(v reflect.Value) error { return h.x.T.u.ToError(v.Interface().(Iface)) }

func (h held) count(name string, arg any) (int, error) {
	out := h.call(name, reflect.ValueOf(arg))
	return int(out[0].Int()), h.err(out[1])
}

// pass calls a method with a reader or writer of compiled code.
func (h held) pass(name string, arg any) (int64, error) {
	out := h.call(name, reflect.ValueOf(h.x.T.u.FromNative(arg)))
	return out[0].Int(), h.err(out[1])
}

type (
	heldReader       struct{ held }
	heldRuneScanner  struct{ heldReader }
	heldWriterTo     struct{ heldReader }
	heldScanWriterTo struct{ heldRuneScanner }
	heldWriter       struct{ held }
	heldStringWriter struct{ heldWriter }
	heldReaderFrom   struct{ heldWriter }
	heldAllWriter    struct{ heldStringWriter }
	heldStringer     struct{ held }
	heldSorted       struct{ held }
	heldHeap         struct{ heldSorted }
	heldScanner      struct{ held }
)

func (h heldReader) Read(p []byte) (int, error) { return h.count("Read", p) }

func (h heldRuneScanner) ReadRune() (rune, int, error) {
	out := h.call("ReadRune")
	return rune(out[0].Int()), int(out[1].Int()), h.err(out[2])
}

func (h heldRuneScanner) UnreadRune() error { return h.err(h.call("UnreadRune")[0]) }

func (h heldWriterTo) WriteTo(w io.Writer) (int64, error) { return h.pass("WriteTo", w) }

func (h heldScanWriterTo) WriteTo(w io.Writer) (int64, error) { return h.pass("WriteTo", w) }

func (h heldWriter) Write(p []byte) (int, error) { return h.count("Write", p) }

func (h heldStringWriter) WriteString(s string) (int, error) { return h.count("WriteString", s) }

func (h heldReaderFrom) ReadFrom(r io.Reader) (int64, error) { return h.pass("ReadFrom", r) }

func (h heldAllWriter) ReadFrom(r io.Reader) (int64, error) { return h.pass("ReadFrom", r) }

func (h heldStringer) String() string { return h.call("String")[0].String() }

func (h heldSorted) Len() int { return int(h.call("Len")[0].Int()) }

func (h heldSorted) Less(i, j int) bool {
	return h.call("Less", reflect.ValueOf(i), reflect.ValueOf(j))[0].Bool()
}

func (h heldSorted) Swap(i, j int) { h.call("Swap", reflect.ValueOf(i), reflect.ValueOf(j)) }

func (h heldHeap) Push(x any) { h.call("Push", reflect.ValueOf(h.x.T.u.FromNative(x))) }

func (h heldHeap) Pop() any { return h.x.T.u.ToAny(h.call("Pop")[0].Interface().(Iface)) }

func (h heldScanner) Scan(state fmt.ScanState, verb rune) error {
	return h.err(h.call("Scan", reflect.ValueOf(h.x.T.u.FromNative(state)), reflect.ValueOf(verb))[0])
}

// holdWell finds the holder for one of the interfaces that matter most.
func holdWell(x Iface, want string) any {
	h := held{x}
	switch want {
	case "io.Reader":
		switch scans := x.T.has("ReadRune") && x.T.has("UnreadRune"); {
		case scans && x.T.has("WriteTo"):
			return heldScanWriterTo{heldRuneScanner{heldReader{h}}}
		case x.T.has("WriteTo"):
			return heldWriterTo{heldReader{h}}
		case scans:
			return heldRuneScanner{heldReader{h}}
		}
		return heldReader{h}
	case "io.Writer":
		switch {
		case x.T.has("ReadFrom") && x.T.has("WriteString"):
			return heldAllWriter{heldStringWriter{heldWriter{h}}}
		case x.T.has("ReadFrom"):
			return heldReaderFrom{heldWriter{h}}
		case x.T.has("WriteString"):
			return heldStringWriter{heldWriter{h}}
		}
		return heldWriter{h}
	case "fmt.Stringer":
		return heldStringer{h}
	case "sort.Interface":
		return heldSorted{h}
	case "heap.Interface":
		return heldHeap{heldSorted{h}}
	}
	return nil
}
