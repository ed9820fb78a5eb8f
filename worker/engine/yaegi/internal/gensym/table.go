package main

import (
	"fmt"
	"go/constant"
	"go/types"
	"math/big"
	"slices"
	"strings"
)

// A table is what a genome sees of one package.
type table struct {
	path  string
	name  string
	ident string // path as part of a Go identifier
	// values and typs are map entries, wraps interface wrappers.
	values, typs []string
	wraps        []wrap
	imports      map[string]bool
	qualifier    string
}

// newTable collects the exported, non-generic symbols of a package. Generic
// functions and types cannot be values of a compiled program; interpreters
// need their source.
func newTable(p pkg, tp *types.Package) (*table, error) {
	t := &table{path: p.path, name: tp.Name(), imports: map[string]bool{"reflect": true}}
	t.ident = identifier(p.path)
	t.qualifier = tp.Name()
	for _, name := range p.drop {
		if tp.Scope().Lookup(name) == nil {
			return nil, fmt.Errorf("%s has no %s to drop", p.path, name)
		}
	}
	for _, name := range tp.Scope().Names() {
		o := tp.Scope().Lookup(name)
		if !o.Exported() || slices.Contains(p.drop, name) {
			continue
		}
		if err := t.add(name, o); err != nil {
			return nil, err
		}
	}
	if len(t.values)+len(t.typs) > 0 {
		t.imports[p.path] = true
	}
	return t, nil
}

func (t *table) add(name string, o types.Object) error {
	full := t.qualifier + "." + name
	switch o := o.(type) {
	case *types.Const:
		t.values = append(t.values, fmt.Sprintf("%q: %s,", name, t.constant(full, o)))
	case *types.Func:
		sig := o.Type().(*types.Signature)
		if sig.TypeParams().Len() > 0 || mentionsMemory(sig) {
			return nil
		}
		t.values = append(t.values, fmt.Sprintf("%q: reflect.ValueOf(%s),", name, full))
	case *types.Var:
		if mentionsMemory(o.Type()) {
			return nil
		}
		t.values = append(t.values, fmt.Sprintf("%q: variable(%s),", name, full))
	case *types.TypeName:
		return t.addType(name, full, o)
	}
	return nil
}

func (t *table) addType(name, full string, o *types.TypeName) error {
	typ := types.Unalias(o.Type())
	if named, ok := typ.(*types.Named); ok && named.TypeParams().Len() > 0 {
		return nil
	}
	// atomic.Uintptr and its like show addresses in their methods.
	if mentionsMemory(typ.Underlying()) || methodsMentionMemory(typ) {
		return nil
	}
	if iface, ok := typ.Underlying().(*types.Interface); ok {
		if !iface.IsMethodSet() {
			return nil // a type constraint
		}
		t.wraps = append(t.wraps, t.wrapper(name, iface))
	}
	t.typs = append(t.typs, fmt.Sprintf("%q: reflect.ValueOf((*%s)(nil)),", name, full))
	return nil
}

func methodsMentionMemory(t types.Type) bool {
	for m := range types.NewMethodSet(types.NewPointer(t)).Methods() {
		if m.Obj().Exported() && mentionsMemory(m.Type()) {
			return true
		}
	}
	return false
}

// constant is the expression of a constant's table entry. Untyped numbers and
// strings keep their exact value, which no Go variable could hold.
func (t *table) constant(full string, o *types.Const) string {
	b, ok := o.Type().(*types.Basic)
	if !ok || b.Info()&types.IsUntyped == 0 {
		return "reflect.ValueOf(" + full + ")"
	}
	switch v := o.Val(); v.Kind() {
	case constant.Int:
		if i, exact := constant.Int64Val(v); exact {
			t.imports["go/constant"] = true
			return fmt.Sprintf("reflect.ValueOf(constant.MakeInt64(%d))", i)
		}
	case constant.String:
		t.imports["go/constant"] = true
		return fmt.Sprintf("reflect.ValueOf(constant.MakeString(%s))", full)
	case constant.Float:
		return "reflect.ValueOf(" + floatExpr(v) + ")"
	default:
		return "reflect.ValueOf(" + full + ")"
	}
	t.imports["go/constant"], t.imports["go/token"] = true, true
	return fmt.Sprintf("reflect.ValueOf(constant.MakeFromLiteral(%q, token.INT, 0))", o.Val().ExactString())
}

// floatExpr rebuilds a constant from its mantissa. Parsing a literal of 200
// digits for each of math's constants would take a fifth of the time in which
// a small genome loads.
func floatExpr(v constant.Value) string {
	f, ok := constant.Val(v).(*big.Float)
	if !ok {
		f = new(big.Float).SetPrec(512).SetRat(constant.Val(v).(*big.Rat))
	}
	mantissa := new(big.Float)
	exponent := f.MantExp(mantissa)
	bits := int(mantissa.MinPrec())
	n, _ := mantissa.SetMantExp(mantissa, bits).Int(nil)
	return fmt.Sprintf("float(%d, %d, %q)", n.Sign(), exponent-bits, n.Bytes())
}

func identifier(path string) string {
	var b strings.Builder
	for i, part := range strings.Split(path, "/") {
		if i > 0 {
			part = strings.ToUpper(part[:1]) + part[1:]
		}
		b.WriteString(part)
	}
	return b.String()
}
