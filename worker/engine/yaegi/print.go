package yaegi

import (
	"fmt"
	"io"
	"reflect"
	"strconv"
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
		return strconv.FormatFloat(v.Float(), 'g', -1, v.Type().Bits())
	case reflect.Complex64, reflect.Complex128:
		return strconv.FormatComplex(v.Complex(), 'g', -1, v.Type().Bits())
	case reflect.String:
		return v.String()
	case reflect.Pointer, reflect.Map, reflect.Chan, reflect.Func, reflect.UnsafePointer:
		return fmt.Sprintf("%#x", v.Pointer())
	case reflect.Slice:
		return fmt.Sprintf("[%d/%d]%#x", v.Len(), v.Cap(), v.Pointer())
	}
	return fmt.Sprint(v.Interface())
}
