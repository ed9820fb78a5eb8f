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
		b.WriteString(printed(a.V))
	}
	_, _ = io.WriteString(p.env.Stderr, b.String())
}

func (p *program) println(args ...rt.Iface) {
	var b strings.Builder
	for i, a := range args {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(printed(a.V))
	}
	_, _ = io.WriteString(p.env.Stderr, b.String()+"\n")
}

// words are what print and println show of a value of interface type: where
// its type and its value are.
type words struct{ typ, value uintptr }

// interfaceWords makes words of an interface value. The addresses are those of
// things that stand for it here.
func interfaceWords(x rt.Iface) rt.Iface {
	if x.IsNil() {
		return rt.Iface{V: words{}}
	}
	v := reflect.New(reflect.TypeOf(x.V))
	return rt.Iface{V: words{reflect.ValueOf(x.T).Pointer(), v.Pointer()}}
}

// printed is a value as the runtime prints it.
func printed(x any) string {
	if w, is := x.(words); is {
		return fmt.Sprintf("(%#x,%#x)", w.typ, w.value)
	}
	v := reflect.ValueOf(x)
	switch v.Kind() {
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
