package rt

import (
	"fmt"
	"reflect"
)

// SetMethod gives a type a method that this package and compiled code may
// call: a function with the receiver in front, in the representation of
// genomes. Every type gets all of its method set; none is derived from
// another type's. Programs set methods while they are initialised, before any
// value of the type can be used.
func (u *Universe) SetMethod(t *Type, name string, fn any) {
	f := reflect.ValueOf(fn)
	if f.Kind() != reflect.Func {
		panic(fmt.Sprintf("rt: method %s of %s is a %T, not a function", name, t.Name, fn))
	}
	if t.methods == nil {
		t.methods = map[string]reflect.Value{}
	}
	t.methods[name] = f
}

// NativeMethod says whether compiled code may look for a method of this name,
// so that it has to be set.
func NativeMethod(name string) bool {
	switch name {
	case "String", "Error", "GoString", "Format", "Scan", "Unwrap", "Is", "As",
		"MarshalJSON", "UnmarshalJSON", "MarshalText", "UnmarshalText", "AppendText",
		"MarshalBinary", "UnmarshalBinary", "AppendBinary", "IsZero",
		"Len", "Less", "Swap", "Push", "Pop",
		"Read", "Write", "WriteString", "ReadByte", "UnreadByte", "WriteByte", "ReadRune",
		"UnreadRune", "WriteRune", "ReadFrom", "WriteTo", "ReadAt", "WriteAt", "Close", "Seek",
		"Sum", "Sum32", "Sum64", "Reset", "Size", "BlockSize", "Clone",
		"Int63", "Uint64", "Seed", "Deadline", "Done", "Err", "Value",
		"Lock", "Unlock", "TryLock", "Timeout", "Temporary", "RuntimeError",
		"Flag", "Width", "Precision", "Token", "SkipSpace", "RLocker", "RLock", "RUnlock",
		"Uint16", "Uint32", "PutUint16", "PutUint32", "PutUint64", "AppendUint16",
		"AppendUint32", "AppendUint64", "Key", "Deliver":
		return true
	}
	return false
}

// call calls a registered method; ok is false if the type has none.
func (t *Type) call(v reflect.Value, name string, args ...reflect.Value) (results []reflect.Value, ok bool) {
	f, ok := t.methods[name]
	if !ok {
		return nil, false
	}
	recv := f.Type().In(0)
	if recv == ifaceType && v.IsValid() && v.Type() != ifaceType {
		v = t.wrapped(v)
	}
	return f.Call(append([]reflect.Value{fit(v, recv)}, args...)), true
}

// fit makes a value fit a parameter that the interpreter may hold as an empty
// interface.
func fit(v reflect.Value, t reflect.Type) reflect.Value {
	if !v.IsValid() {
		return reflect.Zero(t)
	}
	if v.Type() != t && v.Type().ConvertibleTo(t) {
		return v.Convert(t)
	}
	return v
}

func (t *Type) has(name string) bool {
	_, ok := t.methods[name]
	return ok
}

// text calls a method without parameters that returns a string.
func (t *Type) text(name string, v any) (text string, ok bool) {
	out, ok := t.call(reflect.ValueOf(v), name)
	if !ok || len(out) != 1 || out[0].Kind() != reflect.String {
		return "", false
	}
	return out[0].String(), true
}
