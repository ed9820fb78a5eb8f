package yaegi

import (
	"iter"
	"math"
	"reflect"
	"runtime"
	"strings"
	"unicode/utf8"

	"github.com/petri-lab/petri/worker/engine/yaegi/internal/rt"
)

// symbols is what a translated program uses of the package petri. It is made
// for each program and of nothing else, since most use little of it.
func (p *program) symbols() map[string]reflect.Value {
	table := make(map[string]reflect.Value, len(p.output.Table)+8)
	for name := range petriNames(p.output.Text) {
		if _, done := table[name]; done {
			continue
		}
		if v, ok := p.output.Table[name]; ok {
			table[name] = v
		} else if f := p.runtimeSymbol(name); f != nil {
			table[name] = reflect.ValueOf(f)
		}
	}
	return table
}

// petriNames goes through the names that follow "p." in a text, some of them
// perhaps more than once, or in strings.
func petriNames(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for {
			i := strings.Index(text, "p.")
			if i < 0 {
				return
			}
			qualifier := i == 0 || !isWord(text[i-1])
			text = text[i+len("p."):]
			n := 0
			for n < len(text) && isWord(text[n]) {
				n++
			}
			if qualifier && n > 0 && !yield(text[:n]) {
				return
			}
		}
	}
}

func isWord(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= utf8.RuneSelf
}

// runtimeSymbol is what programs may use whatever they are; nil if there is no
// such thing.
func (p *program) runtimeSymbol(name string) any {
	u := p.universe
	switch name {
	case "Iface":
		return (*rt.Iface)(nil)
	case "Type":
		return (*rt.Type)(nil)
	case "Rec":
		return (*rec)(nil)
	case "Box":
		return rt.Box
	case "Wrap":
		return wrap
	case "From":
		return u.FromNative
	case "Store":
		return func(field any, x rt.Iface) {
			v := reflect.ValueOf(field).Elem()
			v.Set(u.ToNative(x, v.Type()))
		}
	case "Eq":
		return rt.Eq
	case "MustHash":
		return rt.MustHash
	case "Is":
		return u.Assert
	case "Runes":
		return rt.Runes
	case "Entries":
		return u.Entries
	case "Odd":
		return rt.Odd
	case "Clear":
		return func(x any) { reflect.ValueOf(x).Clear() }
	case "Min":
		return minFloat
	case "Max":
		return maxFloat
	case "Float32":
		return func(x int64) float32 { return float32(x) }
	case "Float32U":
		return func(x uint64) float32 { return float32(x) }
	case "SetMethod":
		return u.SetMethod
	case "Export":
		return p.export
	case "Ticks":
		return p.ticks
	case "Go":
		return p.spawn
	case "Select":
		return p.selectCase
	case "Print":
		return p.print
	case "Println":
		return p.println
	case "MarkZero":
		return rt.MarkZero
	case "UnmarkZero":
		return rt.UnmarkZero
	case "MarkZero32":
		return rt.MarkZero32
	case "UnmarkZero32":
		return rt.UnmarkZero32
	case "Words":
		return interfaceWords
	case "NewDefers":
		return func() *defers { return &defers{program: p} }
	case "Protect":
		return protect
	case "Recover":
		return p.recover
	case "NoRec":
		return func() *rec { return nil }
	case "TakeRec":
		return p.takeRec
	case "Dynamic":
		return p.giveRec
	case "Panic":
		return raise
	case "NotNil":
		return notNil
	case "AssertTo":
		return p.assertTo
	case "AssertOK":
		return p.assertOK
	case "PanicNil":
		return func() { panic(rt.RuntimeError(nilPointer)) }
	case "PanicWrap":
		return func(words string) { panic(rt.RuntimeError(words)) }
	case "PanicRange":
		return func(state int) { panic(rt.RuntimeError(rangeWords(state))) }
	case "PanicShift":
		return func() { panic(rt.RuntimeError("runtime error: negative shift amount")) }
	case "PanicIndex":
		return func(i, n int) { panic(rt.IndexError(i, n)) }
	case "PanicSlice":
		return func(i, j, c int) { panic(rt.SliceError(i, j, c)) }
	case "PanicSlice3":
		return func(i, j, k, c int) { panic(rt.SliceError3(i, j, k, c)) }
	case "PanicSliceLow":
		return func(i, n int) { panic(rt.SliceLowError(i, n)) }
	case "PanicString":
		return func(i, j, n int) { panic(rt.StringError(i, j, n)) }
	case "PanicAssert":
		return func(static *rt.Type, x rt.Iface, want *rt.Type) {
			panic(rt.AssertionError(static, x, want, ""))
		}
	}
	return nil
}

// rangeWords says how an iterator misuses the body of a loop that is in a state
// of core's iterations.
func rangeWords(state int) string {
	switch state {
	case 0:
		return "runtime error: range function continued iteration after function for loop body returned false"
	case 2:
		return "runtime error: range function continued iteration after loop body panic"
	case 3:
		return "runtime error: range function continued iteration after whole loop exit"
	}
	return "runtime error: range function recovered a loop body panic and did not resume panicking"
}

// raise is panic.
func raise(x rt.Iface) {
	if x.T == nil {
		panic(new(runtime.PanicNilError))
	}
	panic(x)
}

// notNil is the check that a method value of an interface makes.
func notNil(x rt.Iface) rt.Iface {
	if x.T == nil {
		panic(rt.RuntimeError(nilPointer))
	}
	return x
}

const nilPointer = "runtime error: invalid memory address or nil pointer dereference"

func (p *program) assertTo(static *rt.Type, x rt.Iface, want *rt.Type) rt.Iface {
	if x.T == nil {
		panic(rt.AssertionError(static, x, want, ""))
	}
	if missing := p.universe.Missing(x.T, want); missing != "" {
		panic(rt.AssertionError(static, x, want, missing))
	}
	return x
}

func (p *program) assertOK(x rt.Iface, want *rt.Type) (rt.Iface, bool) {
	if !p.universe.Assert(x, want) {
		return rt.Iface{}, false
	}
	return x, true
}

// minFloat and maxFloat are the builtin functions, for which NaN beats
// everything.
func minFloat(a, b float64) float64 {
	if math.IsNaN(a) || math.IsNaN(b) {
		return math.NaN()
	}
	return math.Min(a, b)
}

func maxFloat(a, b float64) float64 {
	if math.IsNaN(a) || math.IsNaN(b) {
		return math.NaN()
	}
	return math.Max(a, b)
}

// wrap makes a value of a type that contains itself: nil is the zero Iface.
func wrap(t *rt.Type, v any) rt.Iface {
	r := reflect.ValueOf(v)
	if !r.IsValid() || r.IsNil() {
		return rt.Iface{}
	}
	return rt.Iface{T: t, V: v}
}
