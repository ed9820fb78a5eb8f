package main

import (
	"fmt"
	"go/constant"
	"go/types"
	"math/big"
	"slices"
	"strings"

	"github.com/petri-lab/petri/genome/stdlib"
	"github.com/petri-lab/petri/genome/stdlib/offer"
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

// newTable collects what genomes see of a package in compiled form.
func newTable(p stdlib.Package, tp *types.Package) *table {
	t := &table{path: p.Path, name: tp.Name(), imports: map[string]bool{"reflect": true}}
	t.ident = identifier(p.Path)
	t.qualifier = tp.Name()
	offered, _ := offer.Split(p, tp)
	for _, name := range offered {
		if !slices.Contains(p.Own, name) && !offer.FromSource(p, name) {
			t.add(name, tp.Scope().Lookup(name))
		}
	}
	if t.exports() {
		t.imports[p.Path] = true
	}
	return t
}

// exports tells whether there is anything in the table.
func (t *table) exports() bool { return len(t.values)+len(t.typs) > 0 }

func (t *table) add(name string, o types.Object) {
	full := t.qualifier + "." + name
	switch o := o.(type) {
	case *types.Const:
		t.values = append(t.values, fmt.Sprintf("%q: %s,", name, t.constant(full, o)))
	case *types.Func:
		t.values = append(t.values, fmt.Sprintf("%q: reflect.ValueOf(%s),", name, full))
	case *types.Var:
		t.values = append(t.values, fmt.Sprintf("%q: variable(%s),", name, full))
	case *types.TypeName:
		if iface, ok := o.Type().Underlying().(*types.Interface); ok {
			t.wraps = append(t.wraps, t.wrapper(name, iface))
		}
		t.typs = append(t.typs, fmt.Sprintf("%q: reflect.ValueOf((*%s)(nil)),", name, full))
	}
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
