package core

import (
	"fmt"
	"go/constant"
	"go/types"
	"reflect"
	"sort"
	"strconv"
	"strings"

	"github.com/petri-lab/petri/worker/engine/yaegi/internal/rt"
)

// box makes a value of interface type of a concrete one.
func (f *fn) box(text string, t types.Type) string {
	t = types.Default(t)
	f.text(t)
	_, d := f.e.boxedType(t)
	switch t.Underlying().(type) {
	case *types.Basic:
		return "p.Iface{T: " + d + ", V: " + text + "}"
	}
	return "p.Box(" + d + ", " + text + ")"
}

// boxConstant makes a value of interface type of a constant, once.
func (f *fn) boxConstant(v constant.Value, t types.Type) string {
	d, _ := f.e.boxedType(t)
	key := "const " + strconv.Itoa(d.ID) + " " + v.ExactString()
	if name, ok := f.e.natives[key]; ok {
		return name
	}
	name := "K" + strconv.Itoa(len(f.e.natives))
	x := rt.Iface{T: d, V: f.goValue(v, t)}
	f.e.table[name] = reflect.ValueOf(&x).Elem()
	f.e.natives[key] = "p." + name
	return "p." + name
}

// boxedType notes that values of a type get into interfaces.
func (e *emitter) boxedType(t types.Type) (*rt.Type, string) {
	d, name := e.descriptor(t)
	if !e.boxed[d.ID] {
		e.boxed[d.ID] = true
		e.boxList = append(e.boxList, t)
	}
	return d, name
}

// unbox takes a value of a type out of an interface value that holds it.
func (f *fn) unbox(x string, t types.Type) string { return f.e.unboxText(x, t) }

func (e *emitter) unboxText(x string, t types.Type) string {
	if s, ok := t.Underlying().(*types.Struct); ok && s.NumFields() == 0 {
		return e.text(t) + "{}" // which the interpreter cannot take out
	}
	return x + ".V.(" + e.text(t) + ")"
}

// assert writes x.(T).
func (f *fn) assert(x string, static, t types.Type) string {
	_, sd := f.e.descriptor(static)
	_, d := f.e.descriptor(t)
	if isInterface(t) {
		return "p.AssertTo(" + sd + ", " + x + ", " + d + ")"
	}
	helper := "h_as_" + d[2:] + "_" + sd[2:]
	if f.e.helpers[helper] == "" {
		text := f.text(t)
		f.e.helpers[helper] = "func " + helper + "(x p.Iface) " + text + " { if x.T != " + d + " { p.PanicAssert(" + sd + ", x, " + d + ") }; return " + f.unbox("x", t) + " }"
	}
	return helper + "(" + x + ")"
}

// assertOK writes the form of x.(T) with two values.
func (f *fn) assertOK(x string, t types.Type) string {
	_, d := f.e.descriptor(t)
	if isInterface(t) {
		return "p.AssertOK(" + x + ", " + d + ")"
	}
	helper := "h_asok_" + d[2:]
	if f.e.helpers[helper] == "" {
		text := f.text(t)
		f.e.helpers[helper] = "func " + helper + "(x p.Iface) (" + text + ", bool) { if x.T == " + d + " { return " + f.unbox("x", t) + ", true }; return " + f.zero(t) + ", false }"
	}
	return helper + "(" + x + ")"
}

// A dispatcher calls a method of interface values.
type dispatcher struct {
	name  string // in core
	obj   *types.Func
	sig   *types.Signature
	done  map[int]bool // descriptors that have been looked at
	cases []string
}

// dispatcher finds or makes the function that calls a method on a value of
// interface type.
func (e *emitter) dispatcher(m *types.Func, sig *types.Signature) string {
	key := fieldID(m) + e.key(sig)
	d := e.byDisp[key]
	if d == nil {
		d = &dispatcher{name: fmt.Sprintf("D%d_%s", len(e.dispatch), m.Name()), obj: m, sig: sig, done: map[int]bool{}}
		e.byDisp[key] = d
		e.dispatch = append(e.dispatch, d)
	}
	return d.name
}

// closeInterfaces translates the methods that dispatchers and compiled code
// can call on values that get into interfaces, which may lead to more of both.
func (e *emitter) closeInterfaces() {
	registered := map[int]bool{}
	for changed := true; changed; {
		changed = false
		for i := 0; i < len(e.boxList); i++ {
			t := e.boxList[i]
			e.register(t, registered)
			for j := 0; j < len(e.dispatch); j++ {
				changed = e.dispatchCase(e.dispatch[j], t) || changed
			}
		}
		if len(e.queue) > 0 {
			changed = true
			e.drain()
		}
	}
}

// dispatchCase adds a type to a dispatcher, if it has the method.
func (e *emitter) dispatchCase(d *dispatcher, t types.Type) bool {
	desc := e.u.Of(t)
	if d.done[desc.ID] {
		return false
	}
	d.done[desc.ID] = true
	if isInterface(t) || e.isNativeType(t) {
		return false
	}
	m := e.hasMethod(t, d.obj, d.sig)
	if m == nil {
		return false
	}
	f := e.helperFn()
	params := make([]string, d.sig.Params().Len())
	for i := range params {
		params[i] = fmt.Sprintf("a%d", i)
		if d.sig.Variadic() && !packed(d.sig) && i == len(params)-1 {
			params[i] += "..."
		}
	}
	recv := e.unboxText("x", t)
	pre := ""
	if !types.Identical(t, t.Underlying()) || needsPlace(t, m) {
		pre = "r := " + recv + "; "
		recv = "r"
	}
	tg := e.method(f, m.Pos(), recv, t, m.Pkg(), m.Name())
	if p, ok := types.Unalias(t).(*types.Pointer); ok && tg.first == "(*r)" {
		name := types.TypeString(p.Elem(), func(p *types.Package) string { return p.Name() })
		pre += "if r == nil { p.PanicWrap(" + strconv.Quote("value method "+name+"."+m.Name()+" called using nil *"+baseName(name)+" pointer") + ") }; "
	}
	if mark, _ := f.marks(t); mark != "" && tg.first == "r" {
		pre += "if r == 0 { r = " + mark + "(r) }; "
	}
	if tg.rec {
		tg.pending = true
	}
	_, dn := e.descriptor(t)
	call := "if x.T == " + dn + " { " + pre
	if d.sig.Results().Len() > 0 {
		call += "return " + tg.call(params) + " }"
	} else {
		call += tg.call(params) + "; return }"
	}
	d.cases = append(d.cases, call)
	return true
}

// needsPlace says whether a method is called on a place that must exist.
func needsPlace(t types.Type, m *types.Func) bool { return true }

// isNativeType says whether a type is, or points to, a type of a compiled
// package.
func (e *emitter) isNativeType(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	_, ok = e.native(n)
	return ok
}

// hasMethod finds the method of a type that an interface's method means.
func (e *emitter) hasMethod(t types.Type, want *types.Func, sig *types.Signature) *types.Func {
	obj, _, _ := types.LookupFieldOrMethod(t, false, want.Pkg(), want.Name())
	m, ok := obj.(*types.Func)
	if !ok {
		return nil
	}
	s := m.Type().(*types.Signature)
	if e.key(types.NewSignatureType(nil, nil, nil, s.Params(), s.Results(), s.Variadic())) != e.key(sig) {
		return nil
	}
	return m
}

// helperFn is a function that belongs to nobody.
func (e *emitter) helperFn() *fn {
	m := e.order[len(e.order)-1]
	return &fn{
		e: e, mod: m, info: m.syntax.Info, locals: map[types.Object]local{}, used: map[string]int{},
		out: &strings.Builder{}, frame: &frame{labels: map[string]string{}}, nobody: true,
	}
}

// writeDispatchers writes the dispatchers. What no case knows is a value of a
// compiled type, or nil.
func (e *emitter) writeDispatchers() {
	for _, d := range e.dispatch {
		params := make([]string, d.sig.Params().Len())
		args := []string{"x"}
		for i := range params {
			params[i] = fmt.Sprintf("a%d", i)
			args = append(args, params[i])
		}
		if d.sig.Variadic() && !packed(d.sig) {
			args[len(args)-1] += "..."
		}
		recv := withReceiver(types.Universe.Lookup("any").Type(), d.sig)
		text := "func " + d.name + e.signatureText(recv, append([]string{"x"}, params...), nil) + " {\n"
		sort.Strings(d.cases)
		for _, c := range d.cases {
			text += c + "\n"
		}
		name := "N" + d.name
		e.table[name] = e.u.Dispatcher(d.obj.Name(), e.reflectedFunc(d.sig, []reflect.Type{reflect.TypeFor[rt.Iface]()}))
		text += returning(d.sig) + "p." + name + "(" + strings.Join(args, ", ") + ")\n}\n"
		e.chunks = append(e.chunks, chunk{text: text})
	}
}

// register gives compiled code the methods of a type that it may call, and of
// all types that are parts of it.
func (e *emitter) register(t types.Type, seen map[int]bool) {
	t = e.canon(types.Unalias(t))
	if _, ok := t.(*types.TypeParam); ok || t == nil {
		return
	}
	d := e.u.Of(t)
	if d == nil || seen[d.ID] {
		return
	}
	seen[d.ID] = true
	if n, ok := t.(*types.Named); ok {
		if _, ok := e.native(n); ok {
			return
		}
		if pkg := n.Obj().Pkg(); pkg != nil {
			m := e.modules[pkg.Path()]
			if m == nil || m.library && n.Obj().Parent() == pkg.Scope() && m.syntax.Package.Scope().Lookup(n.Obj().Name()) == nil {
				return // hidden in a compiled package
			}
		}
	}
	if isInterface(t) {
		return
	}
	e.u.SetRep(d, e.reflected(t))
	if e.reflects {
		e.boxedType(t) // reflection may put a part of a value into an interface
	}
	e.registerMethods(t)
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		e.register(u.Elem(), seen)
	case *types.Slice:
		e.register(u.Elem(), seen)
	case *types.Array:
		e.register(u.Elem(), seen)
	case *types.Map:
		e.register(u.Key(), seen)
		e.register(u.Elem(), seen)
	case *types.Struct:
		for i := range u.NumFields() {
			e.register(u.Field(i).Type(), seen)
		}
	}
	if n, ok := t.(*types.Named); ok && n.NumMethods() > 0 {
		// Encoding and scanning look at the address of a value.
		e.register(types.NewPointer(n), seen)
	}
}

func (e *emitter) registerMethods(t types.Type) {
	set := types.NewMethodSet(t)
	for i := range set.Len() {
		m := set.At(i).Obj().(*types.Func)
		if !rt.NativeMethod(m.Name()) || !m.Exported() {
			continue
		}
		f := e.helperFn()
		tg := e.method(f, m.Pos(), "x", t, m.Pkg(), m.Name())
		_, dn := e.descriptor(t)
		params, args := f.params(tg.sig)
		full := withReceiver(t, tg.sig)
		check := ""
		if tg.first == "(*x)" {
			check = "if x == nil { p.PanicNil() }; "
		}
		lit := "func" + e.signatureText(full, append([]string{"x"}, params...), nil) + " { " + check + returning(tg.sig) + tg.call(args) + " }"
		if tg.first == "x" && !tg.rec {
			lit = tg.callee
		}
		e.setMethods = append(e.setMethods, "p.SetMethod("+dn+", "+strconv.Quote(m.Name())+", "+lit+")")
	}
}

// baseName is a type's name without its package.
func baseName(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }
