package rt

import (
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unsafe"
)

// A bridge turns values of this test's own types into what a genome with the
// same types would hold: named types erased, interfaces as Iface, struct
// fields exported. So a test can compare what compiled code does with a value
// and what this package does.
type bridge struct {
	u     *Universe
	reps  map[reflect.Type]reflect.Type
	descs map[reflect.Type]*Type
	back  map[any]reflect.Value // pointers of the genome to those of the test
}

func newBridge(t testing.TB) *bridge {
	t.Helper()
	return &bridge{u: NewUniverse(Options{}), reps: map[reflect.Type]reflect.Type{},
		descs: map[reflect.Type]*Type{}, back: map[any]reflect.Value{}}
}

// box is the value that the genome would hold in an interface.
func (b *bridge) box(v any) Iface {
	if v == nil {
		return Iface{}
	}
	if x, ok := v.(Iface); ok {
		return x
	}
	r := reflect.ValueOf(v)
	return Iface{b.desc(r.Type()), b.lower(r).Interface()}
}

func (b *bridge) boxes(list []any) []Iface {
	out := make([]Iface, len(list))
	for i, v := range list {
		out[i] = b.box(v)
	}
	return out
}

var here = reflect.TypeFor[bridge]().PkgPath()

// ours says whether a type is or contains one of this test, or an interface.
func (b *bridge) ours(t reflect.Type) bool { return b.rep(t) != t || t.PkgPath() == here }

func (b *bridge) rep(t reflect.Type) reflect.Type {
	if r := b.reps[t]; r != nil {
		return r
	}
	b.reps[t] = t // for types that contain themselves, of which tests have none by value
	r := b.makeRep(t)
	b.reps[t] = r
	return r
}

func (b *bridge) makeRep(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Interface {
		return ifaceType
	}
	if t.Name() != "" && t.PkgPath() != here {
		return t
	}
	switch t.Kind() {
	case reflect.Pointer:
		return reflect.PointerTo(b.rep(t.Elem()))
	case reflect.Slice:
		return reflect.SliceOf(b.rep(t.Elem()))
	case reflect.Array:
		return reflect.ArrayOf(t.Len(), b.rep(t.Elem()))
	case reflect.Map:
		return reflect.MapOf(b.rep(t.Key()), b.rep(t.Elem()))
	case reflect.Chan:
		return reflect.ChanOf(t.ChanDir(), b.rep(t.Elem()))
	case reflect.Func:
		return t
	case reflect.Struct:
		fields := make([]reflect.StructField, t.NumField())
		for i := range fields {
			f := t.Field(i)
			fields[i] = reflect.StructField{Name: "X" + strconv.Itoa(i) + f.Name, Type: b.rep(f.Type), Tag: f.Tag}
		}
		return reflect.StructOf(fields)
	}
	return basicTypes[t.Kind()]
}

func (b *bridge) desc(t reflect.Type) *Type {
	if d := b.descs[t]; d != nil {
		return d
	}
	if (!b.ours(t) || !strings.Contains(t.String(), "rt.")) && t.Kind() != reflect.Func {
		return b.u.OfNative(t)
	}
	d, _ := b.u.enter("test:" + t.String() + strconv.Itoa(len(b.descs)))
	b.descs[t] = d
	d.Name, d.Kind, d.Named, d.Base, d.Pkg = t.String(), t.Kind(), t.Name() != "", t.Name(), t.PkgPath()
	d.Rep = b.rep(t)
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Chan:
		d.Elem = b.desc(t.Elem())
	case reflect.Map:
		d.Key, d.Elem = b.desc(t.Key()), b.desc(t.Elem())
	case reflect.Interface:
		for i := range t.NumMethod() {
			d.Names = append(d.Names, t.Method(i).Name)
			d.sigs = append(d.sigs, reflectSignatureKey(t.Method(i).Type))
		}
	case reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			d.Fields = append(d.Fields, Field{Name: f.Name, Pkg: f.PkgPath, Exported: f.IsExported(),
				Embedded: f.Anonymous, Tag: f.Tag, Type: b.desc(f.Type)})
		}
	}
	if t.Kind() == reflect.Array {
		d.Len = t.Len()
	}
	if t.Kind() == reflect.Pointer && !d.Named {
		d.Elem.ptr = d
	}
	b.u.unsettled = append(b.u.unsettled, d)
	b.u.settle()
	b.methods(d, t)
	if d.Named && d.Kind != reflect.Pointer {
		b.desc(reflect.PointerTo(t))
	}
	return d
}

// methods sets the methods that tests give to their types.
func (b *bridge) methods(d *Type, t reflect.Type) {
	if t.Kind() == reflect.Interface {
		return
	}
	d.set = map[string]string{}
	for i := range t.NumMethod() {
		m := t.Method(i)
		d.set[m.Name] = methodKey(m.Type)
		in := []reflect.Type{d.Rep}
		var out []reflect.Type
		for j := 1; j < m.Type.NumIn(); j++ {
			in = append(in, b.u.RepType(m.Type.In(j)))
		}
		for j := range m.Type.NumOut() {
			out = append(out, b.u.RepType(m.Type.Out(j)))
		}
		b.u.SetMethod(d, m.Name, reflect.MakeFunc(reflect.FuncOf(in, out, false), func(args []reflect.Value) []reflect.Value {
			recv := args[0]
			args[0] = b.raise(recv, t)
			if t.Kind() == reflect.Pointer && !recv.IsNil() { // the method may change what it points to
				defer func() { recv.Elem().Set(b.lower(args[0].Elem())) }()
			}
			for j := 1; j < len(args); j++ {
				args[j] = b.u.toNative(args[j], m.Type.In(j))
			}
			results := m.Func.Call(args)
			for j := range results {
				results[j] = b.lowerAny(results[j])
			}
			return results
		}).Interface())
	}
}

// lowerAny lowers a result: an error of the test is one of the genome.
func (b *bridge) lowerAny(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Interface && !v.IsNil() && b.ours(v.Elem().Type()) {
		return reflect.ValueOf(b.box(v.Elem().Interface()))
	}
	return b.u.toRep(v)
}

// readable makes a value that was read from an unexported field usable.
func readable(v reflect.Value) reflect.Value {
	if v.CanInterface() {
		return v
	}
	if v.CanAddr() {
		return reflect.NewAt(v.Type(), unsafe.Pointer(v.UnsafeAddr())).Elem()
	}
	panic("not addressable: " + v.Type().String())
}

// lower copies a value into its representation.
func (b *bridge) lower(v reflect.Value) reflect.Value {
	t, rep := v.Type(), b.rep(v.Type())
	if t.Kind() == reflect.Interface {
		if v.IsNil() {
			return reflect.Zero(ifaceType)
		}
		return reflect.ValueOf(b.box(v.Elem().Interface()))
	}
	if t == rep {
		return v
	}
	out := reflect.New(rep).Elem()
	switch t.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(rep.Elem()))
			b.back[out.Interface()] = v
			out.Elem().Set(b.lower(v.Elem()))
		}
	case reflect.Slice:
		if !v.IsNil() {
			out.Set(reflect.MakeSlice(rep, v.Len(), v.Len()))
		}
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			out.Index(i).Set(b.lower(v.Index(i)))
		}
	case reflect.Map:
		if !v.IsNil() {
			out.Set(reflect.MakeMap(rep))
		}
		for _, k := range v.MapKeys() {
			out.SetMapIndex(b.lower(k), b.lower(v.MapIndex(k)))
		}
	case reflect.Struct:
		addressable := reflect.New(t).Elem()
		addressable.Set(v)
		for i := range t.NumField() {
			out.Field(i).Set(b.lower(readable(addressable.Field(i))))
		}
	case reflect.Chan:
		if !v.IsNil() {
			out.Set(reflect.MakeChan(rep, v.Cap()))
		}
	default:
		out.Set(v.Convert(rep))
	}
	return out
}

// raise copies a value back. Pointers lead to the test's own variables.
func (b *bridge) raise(v reflect.Value, t reflect.Type) reflect.Value {
	if v.Type() == t {
		return v
	}
	out := reflect.New(t).Elem()
	switch t.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			if old, ok := b.back[v.Interface()]; ok {
				return old
			}
			out.Set(reflect.New(t.Elem()))
			out.Elem().Set(b.raise(v.Elem(), t.Elem()))
		}
	case reflect.Interface:
		if x := v.Interface().(Iface); x.T != nil {
			for native, d := range b.descs {
				if d == x.T {
					out.Set(b.raise(reflect.ValueOf(x.V), native))
					return out
				}
			}
			out.Set(reflect.ValueOf(x.V))
		}
	case reflect.Slice:
		if !v.IsNil() {
			out.Set(reflect.MakeSlice(t, v.Len(), v.Len()))
		}
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			out.Index(i).Set(b.raise(v.Index(i), t.Elem()))
		}
	case reflect.Map:
		if !v.IsNil() {
			out.Set(reflect.MakeMap(t))
		}
		for _, k := range v.MapKeys() {
			out.SetMapIndex(b.raise(k, t.Key()), b.raise(v.MapIndex(k), t.Elem()))
		}
	case reflect.Struct:
		for i := range t.NumField() {
			readable(out.Field(i)).Set(b.raise(v.Field(i), t.Field(i).Type))
		}
	default:
		out.Set(v.Convert(t))
	}
	return out
}
