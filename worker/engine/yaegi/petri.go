package yaegi

import (
	"math"
	"reflect"
	"runtime"

	"github.com/petri-lab/petri/worker/engine/yaegi/internal/rt"
)

// runtimeTable is what translated programs use of the package petri whatever
// they are.
func (p *program) runtimeTable() map[string]reflect.Value {
	u := p.universe
	return map[string]reflect.Value{
		"Iface": reflect.ValueOf((*rt.Iface)(nil)),
		"Type":  reflect.ValueOf((*rt.Type)(nil)),
		"Rec":   reflect.ValueOf((*rec)(nil)),

		"Box":      reflect.ValueOf(rt.Box),
		"Wrap":     reflect.ValueOf(wrap),
		"From":     reflect.ValueOf(u.FromNative),
		"Eq":       reflect.ValueOf(rt.Eq),
		"MustHash": reflect.ValueOf(rt.MustHash),
		"Is":       reflect.ValueOf(u.Assert),
		"Runes":    reflect.ValueOf(rt.Runes),
		"Entries":  reflect.ValueOf(u.Entries),
		"Odd":      reflect.ValueOf(rt.Odd),
		"Clear":    reflect.ValueOf(func(x any) { reflect.ValueOf(x).Clear() }),
		"Min":      reflect.ValueOf(minFloat),
		"Max":      reflect.ValueOf(maxFloat),
		"Float32":  reflect.ValueOf(func(x int64) float32 { return float32(x) }),
		"Float32U": reflect.ValueOf(func(x uint64) float32 { return float32(x) }),

		"SetMethod":    reflect.ValueOf(u.SetMethod),
		"Export":       reflect.ValueOf(p.export),
		"Ticks":        reflect.ValueOf(p.ticks),
		"Go":           reflect.ValueOf(p.spawn),
		"Select":       reflect.ValueOf(p.selectCase),
		"Print":        reflect.ValueOf(p.print),
		"Println":      reflect.ValueOf(p.println),
		"MarkZero":     reflect.ValueOf(rt.MarkZero),
		"UnmarkZero":   reflect.ValueOf(rt.UnmarkZero),
		"MarkZero32":   reflect.ValueOf(rt.MarkZero32),
		"UnmarkZero32": reflect.ValueOf(rt.UnmarkZero32),
		"Words":        reflect.ValueOf(interfaceWords),

		"NewDefers":  reflect.ValueOf(func() *defers { return &defers{program: p} }),
		"Protect":    reflect.ValueOf(protect),
		"Recover":    reflect.ValueOf(p.recover),
		"NoRec":      reflect.ValueOf(func() *rec { return nil }),
		"TakeRec":    reflect.ValueOf(p.takeRec),
		"Dynamic":    reflect.ValueOf(p.giveRec),
		"Panic":      reflect.ValueOf(raise),
		"NotNil":     reflect.ValueOf(notNil),
		"AssertTo":   reflect.ValueOf(p.assertTo),
		"AssertOK":   reflect.ValueOf(p.assertOK),
		"PanicNil":   reflect.ValueOf(func() { panic(rt.RuntimeError(nilPointer)) }),
		"PanicWrap":  reflect.ValueOf(func(words string) { panic(rt.RuntimeError(words)) }),
		"PanicRange": reflect.ValueOf(func() { panic(rt.RuntimeError(rangeWords)) }),
		"PanicShift": reflect.ValueOf(func() { panic(rt.RuntimeError("runtime error: negative shift amount")) }),

		"PanicIndex":    reflect.ValueOf(func(i, n int) { panic(rt.IndexError(i, n)) }),
		"PanicSlice":    reflect.ValueOf(func(i, j, c int) { panic(rt.SliceError(i, j, c)) }),
		"PanicSlice3":   reflect.ValueOf(func(i, j, k, c int) { panic(rt.SliceError3(i, j, k, c)) }),
		"PanicSliceLow": reflect.ValueOf(func(i, n int) { panic(rt.SliceLowError(i, n)) }),
		"PanicString":   reflect.ValueOf(func(i, j, n int) { panic(rt.StringError(i, j, n)) }),
		"PanicAssert": reflect.ValueOf(func(static *rt.Type, x rt.Iface, want *rt.Type) {
			panic(rt.AssertionError(static, x, want, ""))
		}),
	}
}

const rangeWords = "runtime error: range function continued iteration after function for loop body returned false"

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
