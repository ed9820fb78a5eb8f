package rt

import (
	"go/types"
	"strconv"
	"strings"
)

// A namer writes types as reflection prints them. Inside the type arguments
// of a generic type packages are written by their path, elsewhere by name.
type namer struct {
	b    strings.Builder
	full bool
}

// nameOf is the name of a type as %T prints it.
func nameOf(t types.Type) string {
	var n namer
	n.write(t)
	return n.b.String()
}

func (n *namer) write(t types.Type) {
	b := &n.b
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		b.WriteString(basicName(t))
	case *types.Named:
		n.named(t)
	case *types.Pointer:
		b.WriteByte('*')
		n.write(t.Elem())
	case *types.Slice:
		b.WriteString("[]")
		n.write(t.Elem())
	case *types.Array:
		b.WriteString("[" + strconv.FormatInt(t.Len(), 10) + "]")
		n.write(t.Elem())
	case *types.Map:
		b.WriteString("map[")
		n.write(t.Key())
		b.WriteByte(']')
		n.write(t.Elem())
	case *types.Chan:
		n.channel(t)
	case *types.Signature:
		b.WriteString("func")
		n.signature(t)
	case *types.Struct:
		n.structure(t)
	case *types.Interface:
		n.methods(t)
	default:
		b.WriteString(t.String())
	}
}

// basicName is the name of a predeclared type; byte and rune are aliases.
func basicName(t *types.Basic) string {
	b := types.Default(t).(*types.Basic)
	if b.Kind() == types.UnsafePointer {
		return "unsafe.Pointer"
	}
	return types.Typ[b.Kind()].Name()
}

func (n *namer) named(t *types.Named) {
	obj := t.Obj()
	if pkg := obj.Pkg(); pkg != nil {
		n.qualify(pkg)
	}
	n.b.WriteString(baseOf(t))
}

// qualify writes what stands before the name of something in a package.
func (n *namer) qualify(pkg *types.Package) {
	if n.full && pkg.Name() != "main" {
		n.b.WriteString(pkg.Path())
	} else {
		n.b.WriteString(pkg.Name())
	}
	n.b.WriteByte('.')
}

// baseOf is the name of a named type without its package.
func baseOf(t *types.Named) string {
	args := t.TypeArgs()
	if args.Len() == 0 {
		return t.Obj().Name()
	}
	list := make([]types.Type, args.Len())
	for i := range list {
		list[i] = args.At(i)
	}
	return t.Obj().Name() + "[" + TypeArgs(list) + "]"
}

// TypeArgs writes type arguments as they stand in a type's name.
func TypeArgs(list []types.Type) string {
	inner := namer{full: true}
	for i, t := range list {
		if i > 0 {
			inner.b.WriteByte(',')
		}
		inner.write(t)
	}
	return inner.b.String()
}

func (n *namer) channel(t *types.Chan) {
	switch t.Dir() {
	case types.RecvOnly:
		n.b.WriteString("<-chan ")
	case types.SendOnly:
		n.b.WriteString("chan<- ")
	default:
		n.b.WriteString("chan ")
		if inner, ok := types.Unalias(t.Elem()).(*types.Chan); ok && inner.Dir() == types.RecvOnly {
			n.b.WriteByte('(')
			n.write(inner)
			n.b.WriteByte(')')
			return
		}
	}
	n.write(t.Elem())
}

func (n *namer) signature(t *types.Signature) {
	n.b.WriteByte('(')
	for i := range t.Params().Len() {
		if i > 0 {
			n.b.WriteString(", ")
		}
		p := t.Params().At(i).Type()
		if t.Variadic() && i == t.Params().Len()-1 {
			n.b.WriteString("...")
			p = types.Unalias(p).(*types.Slice).Elem()
		}
		n.write(p)
	}
	n.b.WriteByte(')')
	switch t.Results().Len() {
	case 0:
	case 1:
		n.b.WriteByte(' ')
		n.write(t.Results().At(0).Type())
	default:
		n.b.WriteString(" (")
		for i := range t.Results().Len() {
			if i > 0 {
				n.b.WriteString(", ")
			}
			n.write(t.Results().At(i).Type())
		}
		n.b.WriteByte(')')
	}
}

func (n *namer) structure(t *types.Struct) {
	n.b.WriteString("struct {")
	for i := range t.NumFields() {
		if i > 0 {
			n.b.WriteByte(';')
		}
		n.b.WriteByte(' ')
		f := t.Field(i)
		if !f.Embedded() {
			if n.full && !f.Exported() && f.Pkg() != nil {
				n.qualify(f.Pkg())
			}
			n.b.WriteString(f.Name() + " ")
		}
		n.write(f.Type())
		if tag := t.Tag(i); tag != "" {
			n.b.WriteString(" " + strconv.Quote(tag))
		}
	}
	if t.NumFields() > 0 {
		n.b.WriteByte(' ')
	}
	n.b.WriteByte('}')
}

func (n *namer) methods(t *types.Interface) {
	n.b.WriteString("interface {")
	for i := range t.NumMethods() {
		if i > 0 {
			n.b.WriteByte(';')
		}
		n.b.WriteByte(' ')
		m := t.Method(i)
		if !m.Exported() && m.Pkg() != nil {
			n.b.WriteString(m.Pkg().Name() + ".")
		}
		n.b.WriteString(m.Name())
		n.signature(m.Type().(*types.Signature))
	}
	if t.NumMethods() > 0 {
		n.b.WriteByte(' ')
	}
	n.b.WriteByte('}')
}
