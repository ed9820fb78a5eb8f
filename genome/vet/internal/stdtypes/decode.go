package stdtypes

import (
	"go/constant"
	"go/token"
	"go/types"
	"iter"
)

// A Universe makes objects of what Encode has written. Each is made once, and
// is completed before it is handed out; to make it may complete packages, which
// others may be reading: a Universe is not safe for concurrent use. The data is
// trusted: what Encode did not write may make it panic.
type Universe struct {
	data     string
	part     string // the path of the package that is a part; "": all are whole
	basics   []types.Type
	packages []unit // by their numbers

	depth  int                // of Lookup
	ifaces []*types.Interface // to be completed
}

// A unit is a package in the data.
type unit struct {
	path, name string
	part       bool
	at         int // where it begins

	pkg     *types.Package // nil until it is asked for
	index   int            // where its list of objects begins
	objects int
}

// New returns a Universe of packages as others mention them, but for the one
// with the path part: of it there is what was encoded as its part.
func New(data, part string) *Universe {
	c := cursor{data, 0}
	u := &Universe{data: data, part: part, basics: basics(), packages: make([]unit, c.int())}
	for i := range u.packages {
		u.packages[i] = unit{path: c.string(), name: c.string(), part: c.flag(), at: c.int()}
	}
	for i := range u.packages {
		u.packages[i].at += c.at // the head's length
	}
	return u
}

// Package returns a package, which has the objects that were looked up; nil if
// there is none of that path.
func (u *Universe) Package(path string) *types.Package {
	if p := u.find(path); p != nil {
		return p.pkg
	}
	return nil
}

// Names lists the objects of a package.
func (u *Universe) Names(path string) iter.Seq[string] {
	return func(yield func(string) bool) {
		p := u.find(path)
		if p == nil {
			return
		}
		c := cursor{u.data, p.index}
		for range p.objects {
			name := c.string()
			c.int()
			if !yield(name) {
				return
			}
		}
	}
}

// Lookup returns an object; nil if there is none of that name.
func (u *Universe) Lookup(path, name string) types.Object {
	p := u.find(path)
	if p == nil {
		return nil
	}
	return u.object(p, name)
}

// find returns a package; nil if there is none.
func (u *Universe) find(path string) *unit {
	for i := range u.packages {
		if p := &u.packages[i]; p.path == path && p.part == (path == u.part) {
			return u.unit(i)
		}
	}
	return nil
}

// unit returns the package of a number.
func (u *Universe) unit(number int) *unit {
	p := &u.packages[number]
	if p.pkg == nil {
		c := cursor{u.data, p.at}
		p.objects = c.int()
		p.index = c.at
		p.pkg = types.NewPackage(p.path, p.name)
		p.pkg.MarkComplete()
	}
	return p
}

// object makes an object, if it has not been made.
func (u *Universe) object(p *unit, name string) types.Object {
	if o := p.pkg.Scope().Lookup(name); o != nil {
		return o
	}
	c := cursor{u.data, p.index}
	begin := -1
	for range p.objects {
		here, at := c.string(), c.int()
		if here == name {
			begin = at
		}
	}
	if begin < 0 {
		return nil
	}
	u.depth++
	r := &reader{cursor: cursor{u.data, c.at + begin}, u: u, pkg: p.pkg}
	o := r.object(name)
	if u.depth--; u.depth == 0 {
		for _, i := range u.ifaces {
			i.Complete()
		}
		u.ifaces = nil
	}
	return o
}

// A cursor reads numbers and strings.
type cursor struct {
	data string
	at   int
}

func (c *cursor) int() int {
	n := 0
	for shift := 0; ; shift += 7 {
		b := c.data[c.at]
		c.at++
		n |= int(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
}

func (c *cursor) string() string {
	n := c.int()
	c.at += n
	return c.data[c.at-n : c.at]
}

func (c *cursor) flag() bool {
	c.at++
	return c.data[c.at-1] != 0
}

// A reader reads one record.
type reader struct {
	cursor
	u      *Universe
	pkg    *types.Package
	params []*types.TypeParam // that a type may mention
}

// object reads the record and puts the object into its package.
func (r *reader) object(name string) types.Object {
	var o types.Object
	switch r.int() {
	case recordConst:
		t := r.typ()
		o = types.NewConst(token.NoPos, r.pkg, name, t, r.constant())
	case recordVar:
		o = types.NewVar(token.NoPos, r.pkg, name, r.typ())
	case recordFunc:
		r.typeParams(nil)
		o = types.NewFunc(token.NoPos, r.pkg, name, r.signature(nil, nil, r.params))
	case recordAlias:
		n := types.NewTypeName(token.NoPos, r.pkg, name, nil)
		types.NewAlias(n, r.typ())
		o = n
	case recordType:
		return r.typeName(name)
	}
	// What it mentions may have mentioned it.
	if alt := r.pkg.Scope().Insert(o); alt != nil {
		return alt
	}
	return o
}

func (r *reader) typeName(name string) types.Object {
	o := types.NewTypeName(token.NoPos, r.pkg, name, nil)
	named := types.NewNamed(o, nil, nil)
	r.pkg.Scope().Insert(o)
	r.typeParams(named.SetTypeParams)
	of := r.params
	named.SetUnderlying(r.underlying(named).Underlying())
	for range r.int() {
		name, recv := r.string(), r.string()
		pointer := r.flag()
		// A method names its receiver's type parameters itself.
		r.params = nil
		var args []types.Type
		for _, p := range of {
			own := types.NewTypeParam(types.NewTypeName(token.NoPos, r.pkg, r.string(), nil), p.Constraint())
			r.params = append(r.params, own)
			args = append(args, own)
		}
		var t types.Type = named
		if len(args) > 0 {
			t = instance(named, args)
		}
		if pointer {
			t = types.NewPointer(t)
		}
		v := types.NewParam(token.NoPos, r.pkg, recv, t)
		named.AddMethod(types.NewFunc(token.NoPos, r.pkg, name, r.signature(v, r.params, nil)))
	}
	return o
}

func instance(of types.Type, args []types.Type) types.Type {
	t, err := types.Instantiate(nil, of, args, false)
	if err != nil {
		panic(err) // which only validation makes
	}
	return t
}

// typeParams reads type parameters, which types may mention from here on. set is
// told of them before their constraints are read.
func (r *reader) typeParams(set func([]*types.TypeParam)) {
	n := r.int()
	if n == 0 {
		return
	}
	for range n {
		r.params = append(r.params, types.NewTypeParam(types.NewTypeName(token.NoPos, r.pkg, r.string(), nil), nil))
	}
	if set != nil {
		set(r.params)
	}
	for i, p := range r.params {
		if r.flag() {
			p.SetConstraint(r.params[i-1].Constraint())
		} else {
			p.SetConstraint(r.typ())
		}
	}
}

func (r *reader) signature(recv *types.Var, recvParams, params []*types.TypeParam) *types.Signature {
	in, out := r.tuple(), r.tuple()
	return types.NewSignatureType(recv, recvParams, params, in, out, r.flag())
}

func (r *reader) tuple() *types.Tuple {
	n := r.int()
	if n == 0 {
		return nil
	}
	vars := make([]*types.Var, n)
	for i := range vars {
		name := r.string()
		vars[i] = types.NewParam(token.NoPos, r.pkg, name, r.typ())
	}
	return types.NewTuple(vars...)
}

func (r *reader) typ() types.Type { return r.underlying(nil) }

// underlying reads a type. If it is an interface, its methods are named's.
func (r *reader) underlying(named *types.Named) types.Type {
	switch r.int() {
	case typeBasic:
		return r.u.basics[r.int()]
	case typeUniverse:
		return types.Universe.Lookup(r.string()).Type()
	case typeNamed:
		return r.named()
	case typeParameter:
		return r.params[r.int()]
	case typePointer:
		return types.NewPointer(r.typ())
	case typeSlice:
		return types.NewSlice(r.typ())
	case typeArray:
		n := r.int()
		return types.NewArray(r.typ(), int64(n))
	case typeMap:
		key := r.typ()
		return types.NewMap(key, r.typ())
	case typeChan:
		dir := types.ChanDir(r.int())
		return types.NewChan(dir, r.typ())
	case typeSignature:
		return r.signature(nil, nil, nil)
	case typeStruct:
		return r.structure()
	case typeInterface:
		return r.iface(named)
	case typeUnion:
		terms := make([]*types.Term, r.int())
		for i := range terms {
			tilde := r.flag()
			terms[i] = types.NewTerm(tilde, r.typ())
		}
		return types.NewUnion(terms)
	}
	panic("stdtypes: a type of no known kind")
}

func (r *reader) named() types.Type {
	p, name := r.u.unit(r.int()), r.string()
	t := r.u.object(p, name).Type()
	var args []types.Type
	for range r.int() {
		args = append(args, r.typ())
	}
	if args == nil {
		return t
	}
	return instance(t, args)
}

func (r *reader) structure() *types.Struct {
	n := r.int()
	fields, tags := make([]*types.Var, n), make([]string, n)
	for i := range fields {
		p, name := r.u.unit(r.int()), r.string()
		embedded := r.flag()
		fields[i] = types.NewField(token.NoPos, p.pkg, name, r.typ(), embedded)
		tags[i] = r.string()
	}
	return types.NewStruct(fields, tags)
}

func (r *reader) iface(named *types.Named) *types.Interface {
	implicit := r.flag()
	var methods []*types.Func
	for range r.int() {
		p, name := r.u.unit(r.int()), r.string()
		var recv *types.Var
		if named != nil {
			recv = types.NewParam(token.NoPos, p.pkg, "", named)
		}
		methods = append(methods, types.NewFunc(token.NoPos, p.pkg, name, r.signature(recv, nil, nil)))
	}
	var embedded []types.Type
	for range r.int() {
		embedded = append(embedded, r.typ())
	}
	t := types.NewInterfaceType(methods, embedded)
	if implicit {
		t.MarkImplicit()
	}
	r.u.ifaces = append(r.u.ifaces, t)
	return t
}

func (r *reader) constant() constant.Value {
	switch r.int() {
	case constFalse:
		return constant.MakeBool(false)
	case constTrue:
		return constant.MakeBool(true)
	case constString:
		return constant.MakeString(r.string())
	case constInt:
		return r.integer()
	case constFloat:
		num, denom := r.integer(), r.integer()
		return constant.BinaryOp(constant.ToFloat(num), token.QUO, constant.ToFloat(denom))
	}
	panic("stdtypes: a constant of no known kind")
}

func (r *reader) integer() constant.Value {
	negative, bytes := r.flag(), r.string()
	v := constant.MakeFromBytes([]byte(bytes))
	if negative {
		v = constant.UnaryOp(token.SUB, v, 0)
	}
	return v
}
