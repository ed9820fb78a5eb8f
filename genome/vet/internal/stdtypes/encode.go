package stdtypes

import (
	"encoding/binary"
	"fmt"
	"go/constant"
	"go/types"
	"slices"
)

// A Root is a package of which some objects are wanted.
type Root struct {
	Package *types.Package
	Part    bool     // stands in for a package that others mention as a whole
	Names   []string // of the objects
}

// Encode writes the objects and all others that their types mention. Packages
// of roots that are no parts must come from one importer.
func Encode(roots []Root) (_ []byte, err error) {
	defer func() {
		if f, ok := recover().(failure); ok {
			err = f.error
		}
	}()
	e := &encoder{basics: basics(), numbers: map[packageKey]int{}, parts: map[*types.Package]bool{}}
	for _, r := range roots {
		e.parts[r.Package] = r.Part
		for _, name := range r.Names {
			o := r.Package.Scope().Lookup(name)
			if o == nil {
				return nil, fmt.Errorf("package %s has no %s", r.Package.Path(), name)
			}
			e.want(o)
		}
	}
	for len(e.todo) > 0 {
		o := e.todo[0]
		e.todo = e.todo[1:]
		r := &record{name: o.Name()}
		e.sections[e.number(o.Pkg())].records[o.Name()] = r
		(&recorder{encoder: e, pkg: o.Pkg()}).object(r, o)
	}
	return e.bytes(), nil
}

type failure struct{ error }

func fail(format string, args ...any) { panic(failure{fmt.Errorf(format, args...)}) }

type packageKey struct {
	path string
	part bool
}

type encoder struct {
	basics   []types.Type
	numbers  map[packageKey]int
	parts    map[*types.Package]bool
	sections []*section
	todo     []types.Object
}

type section struct {
	packageKey
	name    string
	records map[string]*record
}

type record struct {
	name string
	data []byte
}

// number is that of a package.
func (e *encoder) number(p *types.Package) int {
	key := packageKey{p.Path(), e.parts[p]}
	n, ok := e.numbers[key]
	if !ok {
		n = len(e.sections)
		e.numbers[key] = n
		e.sections = append(e.sections, &section{key, p.Name(), map[string]*record{}})
	}
	return n
}

// want has an object written.
func (e *encoder) want(o types.Object) {
	if o.Parent() != nil && o.Parent() != o.Pkg().Scope() {
		fail("%v is local to a function", o)
	}
	s := e.sections[e.number(o.Pkg())]
	if _, ok := s.records[o.Name()]; !ok {
		s.records[o.Name()] = nil
		e.todo = append(e.todo, o)
	}
}

func (e *encoder) bytes() []byte {
	var head, body []byte
	head = binary.AppendUvarint(head, uint64(len(e.sections)))
	for _, s := range e.sections {
		head = appendString(head, s.path)
		head = appendString(head, s.name)
		head = append(head, flag(s.part))
		head = binary.AppendUvarint(head, uint64(len(body)))
		var names []string
		for name := range s.records {
			names = append(names, name)
		}
		slices.Sort(names)
		body = binary.AppendUvarint(body, uint64(len(names)))
		var records []byte
		for _, name := range names {
			body = appendString(body, name)
			body = binary.AppendUvarint(body, uint64(len(records)))
			records = append(records, s.records[name].data...)
		}
		body = append(body, records...)
	}
	return append(head, body...)
}

func flag(b bool) byte {
	if b {
		return 1
	}
	return 0
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// A recorder writes one record.
type recorder struct {
	*encoder
	pkg    *types.Package
	params *types.TypeParamList // that a type may mention
	data   []byte
}

func (r *recorder) int(n int)       { r.data = binary.AppendUvarint(r.data, uint64(n)) }
func (r *recorder) string(s string) { r.data = appendString(r.data, s) }
func (r *recorder) flag(b bool)     { r.data = append(r.data, flag(b)) }

func (r *recorder) object(to *record, o types.Object) {
	switch o := o.(type) {
	case *types.Const:
		r.int(recordConst)
		r.typ(o.Type())
		r.constant(o.Val())
	case *types.Var:
		r.int(recordVar)
		r.typ(o.Type())
	case *types.Func:
		r.int(recordFunc)
		sig := o.Signature()
		r.typeParams(sig.TypeParams())
		r.signature(sig)
	case *types.TypeName:
		r.typeName(o)
	default:
		fail("%v: a kind of object that is not known", o)
	}
	to.data = r.data
}

func (r *recorder) typeName(o *types.TypeName) {
	if a, ok := o.Type().(*types.Alias); ok {
		if a.TypeParams().Len() > 0 {
			fail("%v is a generic alias", o)
		}
		r.int(recordAlias)
		r.typ(a.Rhs())
		return
	}
	n, ok := o.Type().(*types.Named)
	if !ok {
		fail("%v: a kind of type name that is not known", o)
	}
	r.int(recordType)
	r.typeParams(n.TypeParams())
	r.typ(n.Underlying())
	r.int(n.NumMethods())
	for m := range n.Methods() {
		sig := m.Signature()
		_, pointer := types.Unalias(sig.Recv().Type()).(*types.Pointer)
		r.string(m.Name())
		r.string(sig.Recv().Name())
		r.flag(pointer)
		r.params = sig.RecvTypeParams()
		for p := range r.params.TypeParams() {
			r.string(p.Obj().Name())
		}
		r.signature(sig)
	}
}

// typeParams writes type parameters, which types may mention from here on.
func (r *recorder) typeParams(list *types.TypeParamList) {
	r.params = list
	r.int(list.Len())
	for p := range list.TypeParams() {
		r.string(p.Obj().Name())
	}
	for i := range list.Len() {
		// Those that share one are printed so.
		shared := i > 0 && list.At(i).Constraint() == list.At(i-1).Constraint()
		r.flag(shared)
		if !shared {
			r.typ(list.At(i).Constraint())
		}
	}
}

func (r *recorder) signature(sig *types.Signature) {
	r.tuple(sig.Params())
	r.tuple(sig.Results())
	r.flag(sig.Variadic())
}

func (r *recorder) tuple(t *types.Tuple) {
	r.int(t.Len())
	for v := range t.Variables() {
		r.string(v.Name())
		r.typ(v.Type())
	}
}

func (r *recorder) reference(o types.Object) {
	r.want(o)
	r.int(r.number(o.Pkg()))
	r.string(o.Name())
}

func (r *recorder) typ(t types.Type) {
	switch t := t.(type) {
	case *types.Basic:
		i := slices.Index(r.basics, types.Type(t))
		if i < 0 {
			fail("%v: a basic type that is not known", t)
		}
		r.int(typeBasic)
		r.int(i)
	case *types.Alias:
		r.named(t.Obj(), nil)
	case *types.Named:
		r.named(t.Obj(), t.TypeArgs())
	case *types.TypeParam:
		if r.params == nil || t.Index() >= r.params.Len() || r.params.At(t.Index()) != t {
			fail("type parameter %v is not in scope in package %s", t, r.pkg.Path())
		}
		r.int(typeParameter)
		r.int(t.Index())
	case *types.Pointer:
		r.int(typePointer)
		r.typ(t.Elem())
	case *types.Slice:
		r.int(typeSlice)
		r.typ(t.Elem())
	case *types.Array:
		r.int(typeArray)
		r.int(int(t.Len()))
		r.typ(t.Elem())
	case *types.Map:
		r.int(typeMap)
		r.typ(t.Key())
		r.typ(t.Elem())
	case *types.Chan:
		r.int(typeChan)
		r.int(int(t.Dir()))
		r.typ(t.Elem())
	case *types.Signature:
		r.int(typeSignature)
		r.signature(t)
	case *types.Struct:
		r.structure(t)
	case *types.Interface:
		if empty := types.Universe.Lookup("any"); t == empty.Type().Underlying() {
			r.named(empty.(*types.TypeName), nil) // which is printed so
			return
		}
		r.iface(t)
	case *types.Union:
		r.int(typeUnion)
		r.int(t.Len())
		for term := range t.Terms() {
			r.flag(term.Tilde())
			r.typ(term.Type())
		}
	default:
		fail("%v: a kind of type that is not known", t)
	}
}

func (r *recorder) named(o *types.TypeName, args *types.TypeList) {
	if o.Pkg() == nil {
		r.int(typeUniverse)
		r.string(o.Name())
		return
	}
	r.int(typeNamed)
	r.reference(o)
	r.int(args.Len())
	for t := range args.Types() {
		r.typ(t)
	}
}

func (r *recorder) structure(t *types.Struct) {
	r.int(typeStruct)
	r.int(t.NumFields())
	for i := range t.NumFields() {
		f := t.Field(i)
		r.int(r.number(f.Pkg()))
		r.string(f.Name())
		r.flag(f.Embedded())
		r.typ(f.Type())
		r.string(t.Tag(i))
	}
}

func (r *recorder) iface(t *types.Interface) {
	r.int(typeInterface)
	r.flag(t.IsImplicit())
	r.int(t.NumExplicitMethods())
	for m := range t.ExplicitMethods() {
		r.int(r.number(m.Pkg()))
		r.string(m.Name())
		r.signature(m.Signature())
	}
	r.int(t.NumEmbeddeds())
	for e := range t.EmbeddedTypes() {
		r.typ(e)
	}
}

func (r *recorder) constant(v constant.Value) {
	switch v.Kind() {
	case constant.Bool:
		if constant.BoolVal(v) {
			r.int(constTrue)
		} else {
			r.int(constFalse)
		}
	case constant.String:
		r.int(constString)
		r.string(constant.StringVal(v))
	case constant.Int:
		r.int(constInt)
		r.integer(v)
	case constant.Float:
		num, denom := constant.Num(v), constant.Denom(v)
		if num.Kind() != constant.Int || denom.Kind() != constant.Int {
			fail("constant %v is too large or too small", v)
		}
		r.int(constFloat)
		r.integer(num)
		r.integer(denom)
	default:
		fail("constant %v: a kind that is not known", v)
	}
}

// integer writes a number's sign and its bytes without it.
func (r *recorder) integer(v constant.Value) {
	r.flag(constant.Sign(v) < 0)
	r.string(string(constant.Bytes(v)))
}
