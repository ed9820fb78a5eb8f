package rt

import (
	"go/types"
	"reflect"
	"strconv"
	"strings"
)

// The key of a type tells it from all others of a universe: identical types
// have equal keys, whether they come from go/types or from reflection.

// keyOf is the key of a type of the source.
func (u *Universe) keyOf(t types.Type) string {
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		return basicName(t)
	case *types.Named:
		return u.namedKey(t)
	case *types.Pointer:
		return "*" + u.keyOf(t.Elem())
	case *types.Slice:
		return "[]" + u.keyOf(t.Elem())
	case *types.Array:
		return "[" + strconv.FormatInt(t.Len(), 10) + "]" + u.keyOf(t.Elem())
	case *types.Map:
		return "map[" + u.keyOf(t.Key()) + "]" + u.keyOf(t.Elem())
	case *types.Chan:
		return chanKey(dirOf(t), u.keyOf(t.Elem()))
	case *types.Signature:
		return "func" + u.signatureKey(t)
	case *types.Struct:
		return u.structKey(t)
	case *types.Interface:
		return u.interfaceKey(t)
	}
	return "?" + t.String()
}

func chanKey(dir reflect.ChanDir, elem string) string {
	return dir.String() + "(" + elem + ")"
}

func dirOf(t *types.Chan) reflect.ChanDir {
	switch t.Dir() {
	case types.RecvOnly:
		return reflect.RecvDir
	case types.SendOnly:
		return reflect.SendDir
	}
	return reflect.BothDir
}

// namedKey is the key of a named type; those of compiled packages go by path.
func (u *Universe) namedKey(t *types.Named) string {
	obj := t.Obj()
	if obj.Pkg() == nil {
		return obj.Name() // error, comparable
	}
	key := "<" + obj.Pkg().Path() + "." + obj.Name() + ">"
	if _, native := u.nativeNamed(t); !native {
		key = u.genomeKey(obj)
	}
	if args := t.TypeArgs(); args.Len() > 0 {
		list := make([]string, args.Len())
		for i := range list {
			list[i] = u.keyOf(args.At(i))
		}
		key += "[" + strings.Join(list, ",") + "]"
	}
	return key
}

// genomeKey tells local types by their declarations: two may have one name. A
// package-level type may be known by two declarations, the compiled package's
// and the one in source form, which are the same type.
func (u *Universe) genomeKey(obj *types.TypeName) string {
	if obj.Parent() == obj.Pkg().Scope() {
		return "{" + obj.Pkg().Path() + "." + obj.Name() + "}"
	}
	key, known := u.named[obj]
	if !known {
		key = "#" + strconv.Itoa(len(u.named))
		u.named[obj] = key
	}
	return key
}

// nativeNamed finds the compiled type that a named type stands for.
func (u *Universe) nativeNamed(t *types.Named) (reflect.Type, bool) {
	if u.opt.Native == nil || t.Obj().Pkg() == nil || t.TypeArgs().Len() > 0 {
		return nil, false
	}
	return u.opt.Native(t.Obj().Pkg().Path(), t.Obj().Name())
}

func (u *Universe) signatureKey(t *types.Signature) string {
	var b strings.Builder
	b.WriteByte('(')
	for i := range t.Params().Len() {
		b.WriteString(u.keyOf(t.Params().At(i).Type()) + ",")
	}
	if t.Variadic() {
		b.WriteString("...")
	}
	b.WriteString(")(")
	for i := range t.Results().Len() {
		b.WriteString(u.keyOf(t.Results().At(i).Type()) + ",")
	}
	b.WriteByte(')')
	return b.String()
}

func (u *Universe) structKey(t *types.Struct) string {
	var b strings.Builder
	b.WriteString("struct{")
	for i := range t.NumFields() {
		f := t.Field(i)
		pkg := ""
		if !f.Exported() {
			pkg = f.Pkg().Path()
		}
		b.WriteString(fieldKey(f.Name(), pkg, f.Embedded(), t.Tag(i), u.keyOf(f.Type())))
	}
	b.WriteByte('}')
	return b.String()
}

func fieldKey(name, pkg string, embedded bool, tag, typ string) string {
	if pkg != "" {
		name += "@" + pkg
	}
	if embedded {
		name = "^" + name
	}
	return name + " " + typ + strconv.Quote(tag) + ";"
}

func (u *Universe) interfaceKey(t *types.Interface) string {
	var b strings.Builder
	b.WriteString("interface{")
	for i := range t.NumMethods() { // sorted by name
		m := t.Method(i)
		b.WriteString(m.Name())
		if !m.Exported() && m.Pkg() != nil {
			b.WriteString("@" + m.Pkg().Path())
		}
		b.WriteString(u.signatureKey(m.Type().(*types.Signature)) + ";")
	}
	b.WriteByte('}')
	return b.String()
}

// reflectKey is the key of a compiled type. ok is false for types that have no
// name in the source of any program, such as instances of generic ones.
func reflectKey(t reflect.Type) string {
	if t.Name() != "" {
		if t.PkgPath() == "" {
			return t.Name() // predeclared
		}
		return "<" + t.PkgPath() + "." + t.Name() + ">"
	}
	switch t.Kind() {
	case reflect.Pointer:
		return "*" + reflectKey(t.Elem())
	case reflect.Slice:
		return "[]" + reflectKey(t.Elem())
	case reflect.Array:
		return "[" + strconv.Itoa(t.Len()) + "]" + reflectKey(t.Elem())
	case reflect.Map:
		return "map[" + reflectKey(t.Key()) + "]" + reflectKey(t.Elem())
	case reflect.Chan:
		return chanKey(t.ChanDir(), reflectKey(t.Elem()))
	case reflect.Func:
		return "func" + reflectSignatureKey(t)
	case reflect.Struct:
		var b strings.Builder
		b.WriteString("struct{")
		for i := range t.NumField() {
			f := t.Field(i)
			b.WriteString(fieldKey(f.Name, f.PkgPath, f.Anonymous, string(f.Tag), reflectKey(f.Type)))
		}
		b.WriteByte('}')
		return b.String()
	case reflect.Interface:
		var b strings.Builder
		b.WriteString("interface{")
		for i := range t.NumMethod() {
			m := t.Method(i)
			b.WriteString(m.Name)
			if m.PkgPath != "" {
				b.WriteString("@" + m.PkgPath)
			}
			b.WriteString(reflectSignatureKey(m.Type) + ";")
		}
		b.WriteByte('}')
		return b.String()
	}
	return "?" + t.String()
}

func reflectSignatureKey(t reflect.Type) string {
	var b strings.Builder
	b.WriteByte('(')
	for i := range t.NumIn() {
		b.WriteString(reflectKey(t.In(i)) + ",")
	}
	if t.IsVariadic() {
		b.WriteString("...")
	}
	b.WriteString(")(")
	for i := range t.NumOut() {
		b.WriteString(reflectKey(t.Out(i)) + ",")
	}
	b.WriteByte(')')
	return b.String()
}
