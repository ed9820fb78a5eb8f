package rt

import (
	"go/types"
	"reflect"
)

func (u *Universe) of(t types.Type) *Type {
	t = types.Unalias(t)
	if d := u.byType[t]; d != nil {
		return d
	}
	if b, ok := t.(*types.Basic); ok && (b.Kind() == types.UntypedNil || b.Kind() == types.Invalid) {
		return nil
	}
	d, fresh := u.enter(u.keyOf(t))
	u.byType[t] = d
	if !fresh {
		return d
	}
	d.Name, d.src = nameOf(t), t
	if named, ok := t.(*types.Named); ok {
		u.describeNamed(d, named)
	}
	if b, ok := t.(*types.Basic); ok {
		d.Named, d.Base = true, basicName(b)
	}
	u.describe(d, t.Underlying())
	u.finish(d)
	return d
}

func (u *Universe) describeNamed(d *Type, t *types.Named) {
	d.Named, d.Base = true, baseOf(t)
	if t.Obj().Pkg() == nil {
		return
	}
	d.Pkg = t.Obj().Pkg().Path()
	if n, ok := u.nativeNamed(t); ok {
		if n.Kind() == reflect.Interface {
			d.iface = n
			return
		}
		if u.repType(n) == n {
			d.Native = n
			u.native[n] = d
			_, d.disguised = disguise(n)
		}
	}
}

// describe fills in what the underlying type tells.
func (u *Universe) describe(d *Type, t types.Type) {
	switch t := t.(type) {
	case *types.Basic:
		d.Kind = kindOf(t)
		if d.Native == nil && d.Pkg == "" {
			d.Native = basicTypes[d.Kind]
		}
	case *types.Pointer:
		d.Kind = reflect.Pointer
		d.Elem = u.of(t.Elem())
		d.Elem.ptr = d.Elem.ptrOr(d)
	case *types.Slice:
		d.Kind, d.Elem = reflect.Slice, u.of(t.Elem())
	case *types.Array:
		d.Kind, d.Elem, d.Len = reflect.Array, u.of(t.Elem()), int(t.Len())
	case *types.Map:
		d.Kind, d.Key, d.Elem = reflect.Map, u.of(t.Key()), u.of(t.Elem())
	case *types.Chan:
		d.Kind, d.Elem, d.Dir = reflect.Chan, u.of(t.Elem()), dirOf(t)
	case *types.Signature:
		d.Kind, d.Variadic = reflect.Func, t.Variadic()
		d.Params, d.Results = u.tuple(t.Params()), u.tuple(t.Results())
	case *types.Struct:
		d.Kind = reflect.Struct
		d.Fields = make([]Field, t.NumFields())
		for i := range d.Fields {
			f := t.Field(i)
			d.Fields[i] = Field{Name: f.Name(), Exported: f.Exported(), Embedded: f.Embedded(),
				Tag: reflect.StructTag(t.Tag(i)), Type: u.of(f.Type())}
			if !f.Exported() && f.Pkg() != nil {
				d.Fields[i].Pkg = f.Pkg().Path()
			}
		}
	case *types.Interface:
		d.Kind = reflect.Interface
		for i := range t.NumMethods() {
			d.Names = append(d.Names, methodID(t.Method(i)))
			d.sigs = append(d.sigs, u.signatureKey(t.Method(i).Type().(*types.Signature)))
		}
	}
}

// ptrOr keeps the pointer type that is known already: a named pointer type is
// not the pointer to its element.
func (t *Type) ptrOr(p *Type) *Type {
	if t.ptr != nil || p.Named {
		return t.ptr
	}
	return p
}

func (u *Universe) tuple(t *types.Tuple) []*Type {
	list := make([]*Type, t.Len())
	for i := range list {
		list[i] = u.of(t.At(i).Type())
	}
	return list
}

// kindOf is the kind of a predeclared type. Both number them alike, from bool
// to complex128.
func kindOf(t *types.Basic) reflect.Kind {
	switch b := types.Default(t).(*types.Basic); b.Kind() {
	case types.String:
		return reflect.String
	case types.UnsafePointer:
		return reflect.UnsafePointer
	default:
		return reflect.Kind(b.Kind())
	}
}

// methodID is a method's name, with the package if it is not exported.
func methodID(m types.Object) string {
	if m.Exported() || m.Pkg() == nil {
		return m.Name()
	}
	return m.Name() + "@" + m.Pkg().Path()
}
