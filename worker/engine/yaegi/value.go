package yaegi

import (
	"reflect"
	"unsafe"
)

// innerValue reads the reflect.Value in the interpreter's valueInterface, a
// struct whose fields are unexported: there is no other way to the value that
// a genome's interface variable holds.
func innerValue(v reflect.Value) reflect.Value {
	copied := reflect.New(v.Type()).Elem()
	copied.Set(v)
	field := copied.FieldByName("value")
	if !field.IsValid() || field.Type() != reflect.TypeFor[reflect.Value]() {
		return reflect.Value{}
	}
	return *(*reflect.Value)(unsafe.Pointer(field.UnsafeAddr()))
}

// Inner looks into a valueInterface.
func (interpreter) Inner(v reflect.Value) (reflect.Value, bool) {
	if !isValueInterface(v) {
		return reflect.Value{}, false
	}
	return innerValue(v), true
}
