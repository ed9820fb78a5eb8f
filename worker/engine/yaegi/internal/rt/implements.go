package rt

import (
	"go/types"
	"reflect"
	"strings"
)

// Implements says whether the type t has the methods of the interface type i.
func (u *Universe) Implements(t, i *Type) bool { return u.Missing(t, i) == "" }

// Missing is the first method, in alphabetical order, of the interface type i
// that the type t lacks, or "".
func (u *Universe) Missing(t, i *Type) string {
	if len(i.Names) == 0 {
		return ""
	}
	set := u.methodsOf(t)
	for n, id := range i.Names {
		if sig, ok := set[id]; !ok || sig != i.sigs[n] {
			name, _, _ := strings.Cut(id, "@")
			return name
		}
	}
	return ""
}

// methodsOf is the method set of a type, which is made once.
func (u *Universe) methodsOf(t *Type) map[string]string {
	u.mu.Lock()
	defer u.mu.Unlock()
	if t.set == nil {
		t.set = u.methodSet(t)
	}
	return t.set
}

// methodSet lists the methods of a type by identity, with the keys of their
// signatures.
func (u *Universe) methodSet(t *Type) map[string]string {
	set := map[string]string{}
	if t.Native != nil {
		for i := range t.Native.NumMethod() {
			m := t.Native.Method(i)
			set[m.Name] = methodKey(m.Type)
		}
		return set
	}
	if t.src == nil {
		return set
	}
	methods := types.NewMethodSet(t.src)
	for i := range methods.Len() {
		m := methods.At(i)
		set[methodID(m.Obj())] = u.signatureKey(m.Type().(*types.Signature))
	}
	return set
}

// methodKey is the key of a method's signature without the receiver.
func methodKey(t reflect.Type) string {
	var in, out []reflect.Type
	for i := 1; i < t.NumIn(); i++ {
		in = append(in, t.In(i))
	}
	for i := range t.NumOut() {
		out = append(out, t.Out(i))
	}
	return reflectSignatureKey(reflect.FuncOf(in, out, t.IsVariadic()))
}
