package core

import (
	"go/ast"
	"go/types"
	"strconv"
	"strings"

	"github.com/petri-lab/petri/worker/engine/yaegi/internal/rt"
)

// An env says what the type parameters of a generic function stand for.
type env struct {
	params map[*types.TypeParam]types.Type
	args   []types.Type
	key    string // of the type arguments
	decl   *ast.FuncDecl
	cache  map[types.Type]types.Type
	locals map[*types.TypeName]*types.Named // types declared in the function
}

// subst replaces type parameters in a type.
func (e *emitter) subst(t types.Type, v *env) types.Type {
	if t == nil {
		return nil
	}
	if v == nil || len(v.params) == 0 {
		return e.canon(t)
	}
	if r, ok := v.cache[t]; ok {
		return r
	}
	r := e.substitute(t, v)
	v.cache[t] = r
	return r
}

func (e *emitter) substitute(t types.Type, v *env) types.Type {
	switch t := t.(type) {
	case *types.TypeParam:
		if r, ok := v.params[t]; ok {
			return r
		}
	case *types.Alias:
		return e.subst(types.Unalias(t), v)
	case *types.Named:
		return e.substNamed(t, v)
	case *types.Pointer:
		if x := e.subst(t.Elem(), v); x != t.Elem() {
			return types.NewPointer(x)
		}
	case *types.Slice:
		if x := e.subst(t.Elem(), v); x != t.Elem() {
			return types.NewSlice(x)
		}
	case *types.Array:
		if x := e.subst(t.Elem(), v); x != t.Elem() {
			return types.NewArray(x, t.Len())
		}
	case *types.Chan:
		if x := e.subst(t.Elem(), v); x != t.Elem() {
			return types.NewChan(t.Dir(), x)
		}
	case *types.Map:
		k, x := e.subst(t.Key(), v), e.subst(t.Elem(), v)
		if k != t.Key() || x != t.Elem() {
			return types.NewMap(k, x)
		}
	case *types.Tuple:
		return e.substTuple(t, v)
	case *types.Signature:
		p, r := e.substTuple(t.Params(), v), e.substTuple(t.Results(), v)
		if p != t.Params() || r != t.Results() {
			return types.NewSignatureType(nil, nil, nil, p, r, t.Variadic())
		}
	case *types.Struct:
		fields := make([]*types.Var, t.NumFields())
		tags := make([]string, t.NumFields())
		changed := false
		for i := range fields {
			f := t.Field(i)
			x := e.subst(f.Type(), v)
			changed = changed || x != f.Type()
			fields[i], tags[i] = types.NewField(f.Pos(), f.Pkg(), f.Name(), x, f.Embedded()), t.Tag(i)
		}
		if changed {
			return types.NewStruct(fields, tags)
		}
	case *types.Interface:
		return e.substInterface(t, v)
	}
	return t
}

func (e *emitter) substTuple(t *types.Tuple, v *env) *types.Tuple {
	if t == nil {
		return nil
	}
	vars := make([]*types.Var, t.Len())
	changed := false
	for i := range vars {
		x := e.subst(t.At(i).Type(), v)
		changed = changed || x != t.At(i).Type()
		vars[i] = types.NewParam(t.At(i).Pos(), t.At(i).Pkg(), t.At(i).Name(), x)
	}
	if !changed {
		return t
	}
	return types.NewTuple(vars...)
}

func (e *emitter) substInterface(t *types.Interface, v *env) types.Type {
	changed := false
	var methods []*types.Func
	for i := range t.NumExplicitMethods() {
		m := t.ExplicitMethod(i)
		sig := e.subst(m.Type(), v).(*types.Signature)
		changed = changed || sig != m.Type()
		methods = append(methods, types.NewFunc(m.Pos(), m.Pkg(), m.Name(), sig))
	}
	var embedded []types.Type
	for i := range t.NumEmbeddeds() {
		x := e.subst(t.EmbeddedType(i), v)
		changed = changed || x != t.EmbeddedType(i)
		embedded = append(embedded, x)
	}
	if !changed {
		return t
	}
	return types.NewInterfaceType(methods, embedded).Complete()
}

// substNamed instantiates a generic type with substituted arguments, or makes
// the instance of a type that a generic function declares.
func (e *emitter) substNamed(t *types.Named, v *env) types.Type {
	if args := t.TypeArgs(); args.Len() > 0 {
		list := make([]types.Type, args.Len())
		changed := false
		for i := range list {
			list[i] = e.subst(args.At(i), v)
			changed = changed || list[i] != args.At(i)
		}
		if !changed {
			return e.canon(t)
		}
		r, err := types.Instantiate(e.types.context, t.Origin(), list, false)
		if err != nil {
			return t
		}
		return e.canon(r)
	}
	obj := t.Obj()
	if obj.Pkg() == nil || obj.Parent() == obj.Pkg().Scope() || obj.Parent() == nil || v.key == "" {
		return e.canon(t)
	}
	if n := v.locals[obj]; n != nil {
		return n
	}
	if v.decl == nil || obj.Pos() < v.decl.Pos() || v.decl.End() < obj.Pos() {
		return t // it is another function's
	}
	// Each instance of the function declares a type of its own.
	name := obj.Name() + "[" + rt.TypeArgs(v.args) + "]"
	n := types.NewNamed(types.NewTypeName(obj.Pos(), obj.Pkg(), name, nil), nil, nil)
	v.locals[obj] = n
	n.SetUnderlying(e.subst(t.Underlying(), v).Underlying())
	return n
}

// key is a text that is the same for identical types and differs for others.
func (e *emitter) key(t types.Type) string {
	if k, ok := e.types.keys[t]; ok {
		return k
	}
	var b strings.Builder
	e.writeKey(&b, t)
	e.types.keys[t] = b.String()
	return b.String()
}

func (e *emitter) writeKey(b *strings.Builder, t types.Type) {
	switch t := t.(type) {
	case *types.Basic:
		b.WriteString(basicName(t))
	case *types.Alias:
		e.writeKey(b, types.Unalias(t))
	case *types.Named:
		e.writeNamedKey(b, t)
	case *types.Pointer:
		b.WriteString("*")
		e.writeKey(b, t.Elem())
	case *types.Slice:
		b.WriteString("[]")
		e.writeKey(b, t.Elem())
	case *types.Array:
		b.WriteString("[" + strconv.FormatInt(t.Len(), 10) + "]")
		e.writeKey(b, t.Elem())
	case *types.Chan:
		b.WriteString("chan" + strconv.Itoa(int(t.Dir())) + " ")
		e.writeKey(b, t.Elem())
	case *types.Map:
		b.WriteString("map[")
		e.writeKey(b, t.Key())
		b.WriteString("]")
		e.writeKey(b, t.Elem())
	case *types.Signature:
		b.WriteString("func")
		e.writeTupleKey(b, t.Params(), t.Variadic())
		e.writeTupleKey(b, t.Results(), false)
	case *types.Struct:
		b.WriteString("struct{")
		for i := range t.NumFields() {
			f := t.Field(i)
			if f.Embedded() {
				b.WriteString("!")
			}
			b.WriteString(fieldID(f) + " ")
			e.writeKey(b, f.Type())
			b.WriteString(strconv.Quote(t.Tag(i)) + ";")
		}
		b.WriteString("}")
	case *types.Interface:
		b.WriteString("interface{")
		for i := range t.NumMethods() {
			m := t.Method(i)
			b.WriteString(fieldID(m))
			e.writeKey(b, m.Type())
			b.WriteString(";")
		}
		b.WriteString("}")
	case *types.TypeParam:
		b.WriteString("$" + t.Obj().Name())
	case *types.Tuple:
		e.writeTupleKey(b, t, false)
	}
}

// fieldID is a field's or method's name, with the package if not exported.
func fieldID(o types.Object) string {
	if o.Exported() || o.Pkg() == nil {
		return o.Name()
	}
	return o.Pkg().Path() + "." + o.Name()
}

func (e *emitter) writeTupleKey(b *strings.Builder, t *types.Tuple, variadic bool) {
	b.WriteString("(")
	for i := range t.Len() {
		if variadic && i == t.Len()-1 {
			b.WriteString("...")
		}
		e.writeKey(b, t.At(i).Type())
		b.WriteString(",")
	}
	b.WriteString(")")
}

func (e *emitter) writeNamedKey(b *strings.Builder, t *types.Named) {
	obj := t.Obj()
	if obj.Pkg() != nil {
		b.WriteString(obj.Pkg().Path() + ".")
	}
	b.WriteString(obj.Name())
	if obj.Pkg() != nil && obj.Parent() != obj.Pkg().Scope() && obj.Pkg().Scope().Lookup(obj.Name()) != types.Object(obj) {
		b.WriteString("#" + strconv.Itoa(e.types.local(obj)))
	}
	if args := t.TypeArgs(); args.Len() > 0 {
		b.WriteString("[")
		for i := range args.Len() {
			e.writeKey(b, args.At(i))
			b.WriteString(",")
		}
		b.WriteString("]")
	}
}

func (t *typeTable) local(obj *types.TypeName) int {
	n, ok := t.locals[obj]
	if !ok {
		n = len(t.locals) + 1
		t.locals[obj] = n
	}
	return n
}

func basicName(t *types.Basic) string {
	switch t.Kind() {
	case types.UntypedBool:
		return "bool"
	case types.UntypedInt:
		return "int"
	case types.UntypedRune:
		return "int32"
	case types.UntypedFloat:
		return "float64"
	case types.UntypedComplex:
		return "complex128"
	case types.UntypedString:
		return "string"
	case types.Uint8:
		return "uint8"
	case types.Int32:
		return "int32"
	}
	return t.Name()
}

// canon replaces a named type of the standard library whose package is held as
// source by that source's own.
func (e *emitter) canon(t types.Type) types.Type {
	switch t := t.(type) {
	case *types.Alias:
		return e.canon(types.Unalias(t))
	case *types.Pointer:
		if x := e.canon(t.Elem()); x != t.Elem() {
			return types.NewPointer(x)
		}
	case *types.Named:
		obj := t.Obj()
		if obj.Pkg() == nil {
			return t
		}
		m := e.modules[obj.Pkg().Path()]
		if m == nil || !m.library || m.syntax.Package == obj.Pkg() {
			return t
		}
		own, ok := m.syntax.Package.Scope().Lookup(obj.Name()).(*types.TypeName)
		if !ok {
			return t
		}
		if t.TypeArgs().Len() == 0 {
			return own.Type()
		}
		var args []types.Type
		for i := range t.TypeArgs().Len() {
			args = append(args, t.TypeArgs().At(i))
		}
		if n, err := types.Instantiate(e.types.context, own.Type(), args, false); err == nil {
			return n
		}
	}
	return t
}
