package core

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"math"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// expr writes a value, of the core type of its own type. What has to be done
// before it is written as lines.
func (f *fn) expr(x ast.Expr) string {
	x = ast.Unparen(x)
	if tv := f.info.Types[x]; tv.Value != nil {
		return f.constant(tv.Value, types.Default(f.typeOf(x)))
	}
	switch x := x.(type) {
	case *ast.Ident:
		return f.ident(x)
	case *ast.BasicLit:
		return x.Value
	case *ast.FuncLit:
		text := f.funcLit(x, false)
		if f.e.conc {
			return text
		}
		// Inside another expression the interpreter would let it share the frame.
		name := f.name("l")
		f.put("%s := %s", name, text)
		return name
	case *ast.CompositeLit:
		return f.composite(x, f.typeOf(x))
	case *ast.SelectorExpr:
		return f.selector(x)
	case *ast.IndexExpr:
		return f.indexExpr(x)
	case *ast.IndexListExpr:
		return f.instantiated(x.X)
	case *ast.SliceExpr:
		return f.sliceExpr(x)
	case *ast.StarExpr:
		return "(*" + f.notNil(f.under(x.X), f.typeOf(x.X).Underlying()) + ")"
	case *ast.UnaryExpr:
		return f.unary(x)
	case *ast.BinaryExpr:
		return f.binary(x)
	case *ast.CallExpr:
		return f.call(x)
	case *ast.TypeAssertExpr:
		return f.assert(f.expr(x.X), f.typeOf(x.X), f.typeOf(x.Type))
	}
	f.refuse(x.Pos(), "expression %T is not supported", x)
	return ""
}

// conv writes a value as one of type t, to which it can be assigned.
func (f *fn) conv(x ast.Expr, t types.Type) string {
	x = ast.Unparen(x)
	tv := f.info.Types[x]
	switch {
	case tv.IsNil():
		return f.nilOf(t)
	case tv.Value != nil && isInterface(t):
		return f.boxConstant(tv.Value, types.Default(f.typeOf(x)))
	case tv.Value != nil:
		return f.constant(tv.Value, t)
	}
	from := f.typeOf(x)
	if b, ok := from.(*types.Basic); ok && b.Info()&types.IsUntyped != 0 {
		from = t
		if isInterface(t) {
			from = types.Default(b)
		}
	}
	return f.convValue(f.expr(x), from, t)
}

// convValue makes of a value of one type a value of another to which it can be
// assigned.
func (f *fn) convValue(text string, from, to types.Type) string {
	if isInterface(to) {
		if isInterface(from) {
			return text
		}
		return f.box(text, from)
	}
	if r := f.e.isRecursive(to); r != f.e.isRecursive(from) {
		if r {
			return f.wrap(f.convValue(text, from, to.Underlying()), to)
		}
		return f.convValue(f.unwrap(text, from), from.Underlying(), to)
	}
	tt := f.text(to)
	if f.text(from) == tt {
		return text
	}
	return "(" + tt + ")(" + text + ")"
}

// operands evaluates operands from left to right. If one needs lines before
// it, those before it are put into temporary variables first. As the compiler
// has it, calls come before operands that only read memory.
func (f *fn) operands(list ...func() string) []string {
	values := make([]string, len(list))
	for i, eval := range list {
		pre := f.capture(func() { values[i] = eval() })
		if pre != "" {
			for j := range i {
				if mayChange(values[j]) {
					f.spill(values, j)
				}
			}
			f.raw(pre)
		}
	}
	f.callsFirst(values)
	return values
}

// spill puts an operand into a temporary variable.
func (f *fn) spill(values []string, i int) {
	text, dots := strings.CutSuffix(values[i], "...")
	if text == "" {
		return
	}
	name := f.temp()
	f.put("%s := %s", name, text)
	values[i] = name
	if dots {
		values[i] += "..."
	}
}

// callsFirst puts operands that call the genome's functions into temporary
// variables, if one before them reads what they may change.
func (f *fn) callsFirst(values []string) {
	reads, last := false, -1
	for i, v := range values {
		if reads && callsGenome(v) {
			last = i
		}
		reads = reads || readsMemory(v) && !callsGenome(v)
	}
	for i := 0; i <= last; i++ {
		if callsGenome(values[i]) {
			f.spill(values, i)
		}
	}
}

var (
	ofPetri    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\bp\.\w+|"(?:[^"\\]|\\.)*"|\d\.\d`) })
	genomeCall = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\b[FD]\d+_\w+\(|\b\w+_\d+\(|\]\(|\(\*\w+\)\(`)
	})
)

// readsMemory says whether an operand reads more than variables that nobody
// else has.
func readsMemory(text string) bool {
	if !strings.ContainsAny(text, ".[*G") || strings.HasPrefix(text, "func(") {
		return false
	}
	text = ofPetri().ReplaceAllString(text, "")
	return strings.ContainsAny(text, ".[*") || strings.Contains(text, "G")
}

func callsGenome(text string) bool {
	return strings.Contains(text, "(") && !strings.HasPrefix(text, "func(") && genomeCall().MatchString(text)
}

// mayChange says whether a value can depend on what is done after it.
func mayChange(text string) bool {
	return strings.ContainsAny(text, "([.")
}

func (f *fn) ident(x *ast.Ident) string {
	obj := f.info.Uses[x]
	if obj == nil {
		obj = f.info.Defs[x]
	}
	if l, ok := f.locals[obj]; ok {
		if l.boxed {
			return "(*" + l.name + ")"
		}
		return l.name
	}
	switch obj := obj.(type) {
	case *types.Var:
		return f.e.global(f, obj)
	case *types.Func:
		return f.instantiated(x)
	case *types.Nil:
		return "nil"
	}
	f.refuse(x.Pos(), "%s is not supported here", x.Name)
	return ""
}

// instantiated is a function as a value.
func (f *fn) instantiated(x ast.Expr) string {
	obj, args := f.funcObject(x)
	if obj == nil {
		f.refuse(x.Pos(), "this function value is not supported")
	}
	if inst := f.e.instance(obj, args); inst != nil {
		return f.e.funcValue(inst)
	}
	// The interpreter calls a compiled function that is a value wrongly.
	sig := f.typeOf(x).Underlying().(*types.Signature)
	params, pass := f.params(sig)
	return "func" + f.e.signatureText(sig, params, nil) + " { " + returning(sig) + f.nativeFunc(x.Pos(), obj) + "(" + strings.Join(pass, ", ") + ") }"
}

// funcObject finds the function that an expression names, and its type
// arguments.
func (f *fn) funcObject(x ast.Expr) (*types.Func, []types.Type) {
	var id *ast.Ident
	for id == nil {
		switch y := ast.Unparen(x).(type) {
		case *ast.Ident:
			id = y
		case *ast.SelectorExpr:
			if f.info.Selections[y] != nil {
				return nil, nil
			}
			id = y.Sel
		case *ast.IndexExpr:
			x = y.X
		case *ast.IndexListExpr:
			x = y.X
		default:
			return nil, nil
		}
	}
	obj, ok := f.info.Uses[id].(*types.Func)
	if !ok {
		return nil, nil
	}
	var args []types.Type
	if inst, ok := f.info.Instances[id]; ok {
		for i := range inst.TypeArgs.Len() {
			args = append(args, f.e.subst(inst.TypeArgs.At(i), f.env))
		}
	}
	return obj, args
}

// constant writes a constant.
func (f *fn) constant(v constant.Value, t types.Type) string {
	if isInterface(t) {
		return f.boxConstant(v, t)
	}
	b, ok := t.Underlying().(*types.Basic)
	if !ok {
		panic("constant of type " + t.String())
	}
	text := f.text(t)
	switch info := b.Info(); {
	case info&types.IsBoolean != 0:
		return typed(text, "bool", strconv.FormatBool(constant.BoolVal(v)))
	case info&types.IsString != 0:
		s := constant.StringVal(v)
		if !utf8.ValidString(s) {
			return typed(text, "string", f.e.rawString(s))
		}
		return typed(text, "string", strconv.Quote(s))
	case info&types.IsInteger != 0:
		s := constant.ToInt(v).ExactString()
		if strings.HasPrefix(s, "-") {
			s = "(" + s + ")"
		}
		return typed(text, "int", s)
	case info&types.IsFloat != 0:
		return text + "(" + floatText(v, b.Kind() == types.Float32) + ")"
	case info&types.IsComplex != 0:
		// The interpreter is wrong about complex constants.
		return f.e.rawValue(v.ExactString()+" "+text, f.goValue(v, t))
	}
	panic("constant of type " + t.String())
}

func typed(text, plain, s string) string {
	if text == plain {
		return s
	}
	return text + "(" + s + ")"
}

func floatText(v constant.Value, small bool) string {
	if small {
		x, _ := constant.Float32Val(constant.ToFloat(v))
		return strconv.FormatFloat(float64(x), 'g', -1, 32)
	}
	x, _ := constant.Float64Val(constant.ToFloat(v))
	if math.IsInf(x, 0) {
		x = math.Copysign(math.MaxFloat64, x)
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

// goValue is a constant as a value of the representation of its type.
func (f *fn) goValue(v constant.Value, t types.Type) any {
	r := reflect.New(f.e.reflected(t)).Elem()
	switch {
	case r.Kind() == reflect.Bool:
		r.SetBool(constant.BoolVal(v))
	case r.Kind() == reflect.String:
		r.SetString(constant.StringVal(v))
	case r.CanInt():
		n, _ := constant.Int64Val(constant.ToInt(v))
		r.SetInt(n)
	case r.CanUint():
		n, _ := constant.Uint64Val(constant.ToInt(v))
		r.SetUint(n)
	case r.CanFloat():
		x, _ := constant.Float64Val(constant.ToFloat(v))
		if r.Kind() == reflect.Float32 {
			y, _ := constant.Float32Val(constant.ToFloat(v))
			x = float64(y)
		}
		r.SetFloat(x)
	case r.CanComplex():
		c := constant.ToComplex(v)
		re, _ := constant.Float64Val(constant.Real(c))
		im, _ := constant.Float64Val(constant.Imag(c))
		r.SetComplex(complex(re, im))
	}
	return r.Interface()
}

func (f *fn) itoa(n int) string { return strconv.Itoa(n) }

// index writes an index as an int.
func (f *fn) index(x ast.Expr) string {
	if tv := f.info.Types[ast.Unparen(x)]; tv.Value != nil {
		return f.constant(constant.ToInt(tv.Value), types.Typ[types.Int])
	}
	t := f.typeOf(x)
	s := f.expr(x)
	if f.text(t) != "int" {
		s = "int(" + s + ")"
	}
	return s
}

func (f *fn) indexExpr(x *ast.IndexExpr) string {
	if tv := f.info.Types[x.X]; !tv.IsValue() || f.isFunc(x.X) {
		return f.instantiated(x)
	}
	t := f.typeOf(x.X)
	switch u := t.Underlying().(type) {
	case *types.Map:
		xs := f.operands(func() string { return f.under(x.X) }, func() string { return f.conv(x.Index, u.Key()) })
		return xs[0] + "[" + xs[1] + "]"
	case *types.Array:
		xs := f.operands(func() string { return f.expr(x.X) }, func() string { return f.index(x.Index) })
		if f.e.checked && !f.isConstant(x.Index) {
			xs[1] = f.simple(xs[1], types.Typ[types.Int])
			f.checkIndex(xs[1], "", int(u.Len()), x.Index)
		}
		return xs[0] + "[" + xs[1] + "]"
	}
	xs := f.operands(func() string { return f.under(x.X) }, func() string { return f.index(x.Index) })
	if f.e.checked {
		xs[0] = f.simple(xs[0], t.Underlying())
		if !f.isConstant(x.Index) {
			xs[1] = f.simple(xs[1], types.Typ[types.Int])
		}
		if p, ok := t.Underlying().(*types.Pointer); ok {
			f.checkIndex(xs[1], "", int(p.Elem().Underlying().(*types.Array).Len()), x.Index)
		} else {
			f.checkIndex(xs[1], xs[0], -1, x.Index)
		}
	}
	return xs[0] + "[" + xs[1] + "]"
}

// simple is a value that can be written twice.
func (f *fn) simple(text string, t types.Type) string {
	if isName(text) {
		return text
	}
	return f.tempVar(t, text)
}

func (f *fn) isFunc(x ast.Expr) bool {
	t := f.info.TypeOf(x)
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

func (f *fn) sliceExpr(x *ast.SliceExpr) string {
	t := f.typeOf(x.X)
	base := func() string { return f.under(x.X) }
	switch t.Underlying().(type) {
	case *types.Pointer:
		base = func() string { return "(*" + f.expr(x.X) + ")" }
	case *types.Array:
		base = func() string { return f.lvalue(x.X, false) }
	}
	list := []func() string{base}
	for _, i := range []ast.Expr{x.Low, x.High, x.Max} {
		if i == nil {
			list = append(list, func() string { return "" })
		} else {
			list = append(list, func() string { return f.index(i) })
		}
	}
	xs := f.operands(list...)
	if f.e.checked && (x.Low != nil || x.High != nil) {
		f.checkSlice(x, t, xs)
	}
	s := xs[0] + "[" + xs[1] + ":" + xs[2]
	if x.Slice3 {
		s += ":" + xs[3]
	}
	return f.wrap(s+"]", t)
}

// checkSlice writes the check of the bounds of a slice expression.
func (f *fn) checkSlice(x *ast.SliceExpr, t types.Type, xs []string) {
	intType := types.Type(types.Typ[types.Int])
	if _, ok := t.Underlying().(*types.Slice); ok {
		xs[0] = f.simple(xs[0], t.Underlying())
	} else if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
		xs[0] = f.simple(xs[0], t)
	}
	for i, e := range []ast.Expr{x.Low, x.High, x.Max} {
		if e != nil && !f.isConstant(e) {
			xs[i+1] = f.simple(xs[i+1], intType)
		}
	}
	low, high, upto := xs[1], xs[2], xs[3]
	if low == "" {
		low = "0"
	}
	if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
		if high == "" {
			high = "len(" + xs[0] + ")"
		}
		f.put("if %s < 0 || %s < %s || len(%s) < %s { p.PanicString(%s, %s, len(%s)) }", low, high, low, xs[0], high, low, high, xs[0])
		return
	}
	limit := "cap(" + xs[0] + ")"
	if _, ok := t.Underlying().(*types.Slice); !ok {
		limit = "len(" + xs[0] + ")"
		if high == "" {
			high = limit
		}
		if upto == "" {
			f.put("if %s < 0 || %s < %s || %s < %s { p.PanicString(%s, %s, %s) }", low, high, low, limit, high, low, high, limit)
			return
		}
	}
	if upto != "" {
		f.put("if %s < 0 || %s < %s || %s < %s || %s < %s { p.PanicSlice(%s, %s, %s, %s) }", low, high, low, upto, high, limit, upto, low, high, upto, limit)
		return
	}
	if high == "" {
		f.put("if %s < 0 || len(%s) < %s { p.PanicSliceLow(%s, len(%s)) }", low, xs[0], low, low, xs[0])
		return
	}
	f.put("if %s < 0 || %s < %s || %s < %s { p.PanicSlice(%s, %s, -1, %s) }", low, high, low, limit, high, low, high, limit)
}

func (f *fn) unary(x *ast.UnaryExpr) string {
	switch x.Op {
	case token.AND:
		return f.address(x.X)
	case token.ARROW:
		// The interpreter loses a received value inside an expression.
		return f.tempVar(f.typeOf(x.X).Underlying().(*types.Chan).Elem(), "<-"+f.under(x.X))
	case token.SUB:
		if t := f.typeOf(x.X); t.Underlying().(*types.Basic).Info()&types.IsFloat != 0 {
			return "(" + f.convText(t, "-1", "int") + " * " + paren(f.expr(x.X)) + ")" // for the sign of zero
		}
	case token.NOT:
		return "!" + paren(f.expr(x.X))
	case token.ADD:
		return f.expr(x.X)
	}
	return "(" + x.Op.String() + paren(f.expr(x.X)) + ")"
}

func paren(s string) string {
	if isName(s) || strings.HasPrefix(s, "(") && matching(s) {
		return s
	}
	return "(" + s + ")"
}

// matching says whether the first parenthesis closes at the end.
func matching(s string) bool {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '"', '\'', '`':
			return false
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i == len(s)-1
			}
		}
	}
	return false
}

// address writes &x.
func (f *fn) address(x ast.Expr) string {
	x = ast.Unparen(x)
	if lit, ok := x.(*ast.CompositeLit); ok {
		t := f.typeOf(lit)
		if _, ok := t.Underlying().(*types.Struct); ok {
			return "&" + f.composite(lit, t)
		}
		v := f.composite(lit, t)
		name := f.temp()
		f.put("%s := new(%s)", name, f.text(t))
		f.put("*%s = %s", name, v)
		return name
	}
	if i, ok := x.(*ast.IndexExpr); ok {
		if t := f.typeOf(i.X); t != nil {
			base, st := "", t.Underlying()
			switch u := st.(type) {
			case *types.Slice:
				if !isName(f.peek(i.X)) {
					base = f.under(i.X)
				}
			case *types.Array:
				st = types.NewSlice(u.Elem())
				base = f.lvalue(i.X, false) + "[:]"
			case *types.Pointer:
				if a, ok := u.Elem().Underlying().(*types.Array); ok {
					st = types.NewSlice(a.Elem())
					base = "(*" + f.under(i.X) + ")[:]"
				}
			}
			if base != "" {
				base = f.tempVar(st, base)
				at := f.index(i.Index)
				if f.e.checked {
					at = f.stable(types.Typ[types.Int], at, i.Index)
					f.checkIndex(at, base, -1, i.Index)
				}
				return "&" + base + "[" + at + "]"
			}
		}
	}
	return addressOf(f.lvalue(x, false))
}

// peek is the text of an expression whose lines are thrown away.
func (f *fn) peek(x ast.Expr) (text string) {
	f.capture(func() { text = f.expr(x) })
	return text
}

// addressOf is the address of a place.
func addressOf(place string) string {
	if inner, ok := strings.CutPrefix(place, "(*"); ok && strings.HasSuffix(inner, ")") && matching(place) {
		return inner[:len(inner)-1]
	}
	if inner, ok := strings.CutPrefix(place, "*"); ok {
		return inner
	}
	return "&" + place
}

func (f *fn) binary(x *ast.BinaryExpr) string {
	switch x.Op {
	case token.LAND, token.LOR:
		return f.logical(x)
	case token.EQL, token.NEQ:
		return f.equality(x)
	case token.SHL, token.SHR:
		t := types.Default(f.typeOf(x))
		xs := f.operands(func() string { return f.conv(x.X, t) }, func() string { return f.shiftCount(x.Y) })
		return "(" + xs[0] + " " + x.Op.String() + " " + xs[1] + ")"
	}
	t := types.Default(f.typeOf(x.X))
	if b, ok := f.typeOf(x.X).(*types.Basic); ok && b.Info()&types.IsUntyped != 0 {
		t = types.Default(f.typeOf(x.Y))
	}
	xs := f.operands(func() string { return f.conv(x.X, t) }, func() string { return f.conv(x.Y, t) })
	return "(" + xs[0] + " " + x.Op.String() + " " + xs[1] + ")"
}

// shiftCount writes the right operand of a shift.
func (f *fn) shiftCount(x ast.Expr) string {
	if tv := f.info.Types[ast.Unparen(x)]; tv.Value != nil {
		return f.constant(constant.ToInt(tv.Value), types.Typ[types.Uint])
	}
	t := f.typeOf(x)
	b, _ := t.Underlying().(*types.Basic)
	s := f.expr(x)
	if b != nil && b.Info()&types.IsUnsigned == 0 {
		if f.e.checked {
			s = f.simple(s, t)
			f.put("if %s < 0 { p.PanicShift() }", s)
		}
		return "uint(" + s + ")"
	}
	if f.text(t) != "uint" {
		s = "uint(" + s + ")"
	}
	return s
}

// logical writes && and ||. If the right operand needs lines, they must not be
// executed when it is not evaluated.
func (f *fn) logical(x *ast.BinaryExpr) string {
	left := f.conv(x.X, types.Typ[types.Bool])
	var right string
	pre := f.capture(func() { right = f.conv(x.Y, types.Typ[types.Bool]) })
	if pre == "" {
		return "(" + left + " " + x.Op.String() + " " + right + ")"
	}
	t := f.tempVar(types.Typ[types.Bool], left)
	if x.Op == token.LAND {
		f.put("if %s {", t)
	} else {
		f.put("if !%s {", t)
	}
	f.raw(pre)
	f.put("%s = %s", t, right)
	f.put("}")
	return t
}

func (f *fn) equality(x *ast.BinaryExpr) string {
	xt, yt := f.typeOf(x.X), f.typeOf(x.Y)
	switch {
	case f.info.Types[ast.Unparen(x.X)].IsNil():
		return f.compareNil(f.expr(x.Y), yt, x.Op)
	case f.info.Types[ast.Unparen(x.Y)].IsNil():
		return f.compareNil(f.expr(x.X), xt, x.Op)
	case isInterface(xt) || isInterface(yt):
		t := xt
		if !isInterface(xt) {
			t = yt
		}
		xs := f.operands(func() string { return f.conv(x.X, t) }, func() string { return f.conv(x.Y, t) })
		s := "p.Eq(" + xs[0] + ", " + xs[1] + ")"
		if x.Op == token.NEQ {
			s = "!" + s
		}
		return s
	}
	t := xt
	if b, ok := xt.(*types.Basic); ok && b.Info()&types.IsUntyped != 0 {
		t = types.Default(yt)
	}
	if f.text(xt) != f.text(yt) && types.AssignableTo(xt, yt) {
		t = yt
	}
	xs := f.operands(func() string { return f.conv(x.X, t) }, func() string { return f.conv(x.Y, t) })
	if f.e.isRecursive(t) {
		s := "p.Eq(" + xs[0] + ", " + xs[1] + ")"
		if x.Op == token.NEQ {
			s = "!" + s
		}
		return s
	}
	if holdsInterface(t, map[types.Type]bool{}) {
		s := "p.Eq(" + f.box(xs[0], t) + ", " + f.box(xs[1], t) + ")"
		if x.Op == token.NEQ {
			s = "!" + s
		}
		return s
	}
	return "(" + xs[0] + " " + x.Op.String() + " " + xs[1] + ")"
}

// holdsInterface says whether comparing values of a struct or array type
// compares interfaces.
func holdsInterface(t types.Type, seen map[types.Type]bool) bool {
	if seen[t] {
		return false
	}
	seen[t] = true
	switch u := t.Underlying().(type) {
	case *types.Interface:
		return true
	case *types.Array:
		return holdsInterface(u.Elem(), seen)
	case *types.Struct:
		for i := range u.NumFields() {
			if holdsInterface(u.Field(i).Type(), seen) {
				return true
			}
		}
	}
	return false
}

func (f *fn) compareNil(text string, t types.Type, op token.Token) string {
	if isInterface(t) || f.e.isRecursive(t) {
		return "(" + text + ".T " + op.String() + " nil)"
	}
	return "(" + text + " " + op.String() + " nil)"
}

func (f *fn) composite(x *ast.CompositeLit, t types.Type) string {
	if f.e.isRecursive(t) {
		return f.wrap(f.composite(x, t.Underlying()), t)
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		return f.structLit(x, t, u)
	case *types.Slice:
		return f.text(t) + "{" + f.elements(x, u.Elem()) + "}"
	case *types.Array:
		return f.text(t) + "{" + f.elements(x, u.Elem()) + "}"
	case *types.Map:
		var list []func() string
		for _, el := range x.Elts {
			kv := el.(*ast.KeyValueExpr)
			list = append(list, func() string { return f.element(kv.Key, u.Key()) }, func() string { return f.element(kv.Value, u.Elem()) })
		}
		xs := f.operands(list...)
		parts := make([]string, 0, len(xs)/2)
		for i := 0; i < len(xs); i += 2 {
			parts = append(parts, xs[i]+": "+xs[i+1])
		}
		return f.text(t) + "{" + strings.Join(parts, ", ") + "}"
	}
	f.refuse(x.Pos(), "composite literal of type %s is not supported", t)
	return ""
}

func (f *fn) structLit(x *ast.CompositeLit, t types.Type, u *types.Struct) string {
	_, native := f.nativeOf(t)
	var names []string
	var list []func() string
	for i, el := range x.Elts {
		field := i
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			el = kv.Value
			for j := range u.NumFields() {
				if u.Field(j).Name() == kv.Key.(*ast.Ident).Name {
					field = j
				}
			}
		}
		v := u.Field(field)
		name := fieldName(v, field)
		if native {
			name = v.Name()
			if isInterface(v.Type()) {
				f.refuse(x.Pos(), "a literal of %s with its field %s is not supported", t, name)
			}
		}
		names = append(names, name)
		list = append(list, func() string {
			if v.Name() == "_" {
				// It is evaluated, and stays zero.
				if text := f.element(el, v.Type()); !isConstantText(text) {
					f.tempVar(v.Type(), text)
				}
				return f.zero(v.Type())
			}
			return f.element(el, v.Type())
		})
	}
	xs := f.operands(list...)
	for i := range xs {
		xs[i] = names[i] + ": " + xs[i]
	}
	return f.text(t) + "{" + strings.Join(xs, ", ") + "}"
}

// element is an element of a composite literal, which may leave out its type.
func (f *fn) element(x ast.Expr, t types.Type) string {
	if lit, ok := x.(*ast.CompositeLit); ok && lit.Type == nil {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			if _, ok := p.Elem().Underlying().(*types.Struct); ok {
				return "&" + f.composite(lit, p.Elem())
			}
			v := f.composite(lit, p.Elem())
			name := f.temp()
			f.put("%s := new(%s)", name, f.text(p.Elem()))
			f.put("*%s = %s", name, v)
			return name
		}
		return f.composite(lit, t)
	}
	return f.conv(x, t)
}

func (f *fn) elements(x *ast.CompositeLit, t types.Type) string {
	var list []func() string
	var keys []string
	for _, el := range x.Elts {
		key := ""
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			key = constant.ToInt(f.info.Types[kv.Key].Value).ExactString() + ": "
			el = kv.Value
		}
		keys = append(keys, key)
		list = append(list, func() string { return f.element(el, t) })
	}
	xs := f.operands(list...)
	for i := range xs {
		xs[i] = keys[i] + xs[i]
	}
	return strings.Join(xs, ", ")
}

// notNil writes the check of a pointer that is dereferenced: the interpreter
// takes what a nil pointer points to for a value like no other.
func (f *fn) notNil(p string, t types.Type) string {
	if strings.HasPrefix(p, "&") {
		return p
	}
	p = f.simple(p, t)
	f.put("if %s == nil { p.PanicNil() }", p)
	return p
}
