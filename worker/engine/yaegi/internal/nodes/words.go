package nodes

import (
	"fmt"
	"reflect"
	"unsafe"
)

// words are what the Go run time says about an index that failed: the
// interpreter, which looks through reflection, does not tell the numbers. They
// are "" if the index is in range or a number is not known.
func (l *layout) words(n *node, f *frame) string {
	children := *at[[]*node](unsafe.Pointer(n), l.child)
	if len(children) < 2 {
		return ""
	}
	container, index := l.value(children[0], f), l.value(children[1], f)
	if container.Kind() == reflect.Pointer && !container.IsNil() {
		container = container.Elem()
	}
	switch container.Kind() {
	case reflect.Array, reflect.Slice, reflect.String:
	default:
		return ""
	}
	size := container.Len()
	switch {
	case index.CanInt() && index.Int() < 0:
		return fmt.Sprintf("runtime error: index out of range [%d]", index.Int())
	case index.CanInt() && index.Int() >= int64(size):
		return fmt.Sprintf("runtime error: index out of range [%d] with length %d", index.Int(), size)
	case index.CanUint() && index.Uint() >= uint64(size):
		return fmt.Sprintf("runtime error: index out of range [%d] with length %d", index.Uint(), size)
	}
	return ""
}

// value is what an operand has in a frame, as the interpreter looks it up, or
// invalid.
func (l *layout) value(n *node, f *frame) reflect.Value {
	if n == nil {
		return reflect.Value{}
	}
	p := unsafe.Pointer(n)
	if v := *at[reflect.Value](p, l.rval); v.IsValid() {
		return v
	}
	i := *at[int](p, l.findex)
	level := *at[int](p, l.level)
	if sym := *at[unsafe.Pointer](p, l.sym); sym != nil {
		i = *at[int](sym, l.symIndex)
		if *at[bool](sym, l.symGlobal) {
			level = globalFrame
		}
	}
	if level == globalFrame {
		f = *at[*frame](unsafe.Pointer(f), l.frameRoot)
	}
	for ; level > 0 && f != nil; level-- {
		f = *at[*frame](unsafe.Pointer(f), l.frameAnc)
	}
	if f == nil {
		return reflect.Value{}
	}
	values := *at[[]reflect.Value](unsafe.Pointer(f), l.frameValues)
	if i < 0 || i >= len(values) {
		return reflect.Value{}
	}
	return values[i]
}

// globalFrame is the level of what is not in a function.
const globalFrame = -1
