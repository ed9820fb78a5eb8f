package yaegi

import (
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/petri-lab/petri/worker/engine/yaegi/internal/rt"
)

// print and println are the builtin functions, which write to standard error.
func (p *program) print(args ...rt.Iface) {
	var b strings.Builder
	for _, a := range args {
		b.WriteString(printed(reflect.ValueOf(a.V)))
	}
	_, _ = io.WriteString(p.env.Stderr, b.String())
}

func (p *program) println(args ...rt.Iface) {
	var b strings.Builder
	for i, a := range args {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(printed(reflect.ValueOf(a.V)))
	}
	_, _ = io.WriteString(p.env.Stderr, b.String()+"\n")
}

// printed is a value as the runtime prints it.
func printed(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Invalid:
		return "nil"
	case reflect.Float32, reflect.Float64:
		return printedFloat(v.Float())
	case reflect.Complex64, reflect.Complex128:
		c := v.Complex()
		return "(" + printedFloat(real(c)) + printedFloat(imag(c)) + "i)"
	case reflect.String:
		return v.String()
	case reflect.Pointer, reflect.Map, reflect.Chan, reflect.Func, reflect.UnsafePointer:
		return fmt.Sprintf("%#x", v.Pointer())
	case reflect.Slice:
		return fmt.Sprintf("[%d/%d]%#x", v.Len(), v.Cap(), v.Pointer())
	}
	return fmt.Sprint(v.Interface())
}

func printedFloat(f float64) string {
	switch {
	case f != f:
		return "NaN"
	case f > 1.7976931348623157e308:
		return "+Inf"
	case f < -1.7976931348623157e308:
		return "-Inf"
	}
	text := fmt.Sprintf("%+.6e", f)
	mantissa, exponent, _ := strings.Cut(text, "e")
	sign := exponent[:1]
	digits := exponent[1:]
	for len(digits) < 3 {
		digits = "0" + digits
	}
	return mantissa + "e" + sign + digits
}
