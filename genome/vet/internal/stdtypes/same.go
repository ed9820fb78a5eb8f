package stdtypes

import (
	"fmt"
	"go/types"
	"maps"
	"slices"
)

// Same tells how a package differs from what a Universe has of it, nil if it
// does not: the objects by their names, all that their types mention, and so on.
func Same(u *Universe, p *types.Package, names []string) error {
	c := comparison{u: u, done: map[types.Object]bool{}}
	for _, name := range names {
		if err := c.objects(p.Scope().Lookup(name), u.Lookup(p.Path(), name)); err != nil {
			return err
		}
	}
	return nil
}

type comparison struct {
	u    *Universe
	done map[types.Object]bool
}

func (c *comparison) objects(a, b types.Object) error {
	if a == nil || b == nil {
		return fmt.Errorf("%v became %v", a, b)
	}
	if c.done[a] {
		return nil
	}
	c.done[a] = true
	as, bs := describe(a), describe(b)
	if !slices.Equal(as, bs) {
		return fmt.Errorf("%q became %q", as, bs)
	}
	am, bm := mentioned(a), mentioned(b)
	for key, o := range am {
		if err := c.objects(o, bm[key]); err != nil {
			return fmt.Errorf("%s: %w", a.Name(), err)
		}
	}
	return nil
}

// describe writes everything about an object but what is of other objects.
func describe(o types.Object) []string {
	all := []string{fmt.Sprintf("%T", o), types.ObjectString(o, nil), fmt.Sprint(o.Parent() == o.Pkg().Scope())}
	switch o := o.(type) {
	case *types.Const:
		all = append(all, o.Val().Kind().String(), o.Val().ExactString())
	case *types.TypeName:
		all = append(all, fmt.Sprintf("%T", o.Type()), types.TypeString(o.Type().Underlying(), nil))
		if i, ok := o.Type().Underlying().(*types.Interface); ok {
			for m := range i.ExplicitMethods() {
				all = append(all, m.FullName())
			}
		}
		if n, ok := o.Type().(*types.Named); ok {
			for m := range n.Methods() {
				all = append(all, m.FullName(), types.ObjectString(m, nil))
			}
		}
	}
	return all
}

// mentioned finds the objects of packages that an object's type mentions.
func mentioned(o types.Object) map[string]types.Object {
	found := map[string]types.Object{}
	var visit func(types.Type)
	tuple := func(t *types.Tuple) {
		for v := range t.Variables() {
			visit(v.Type())
		}
	}
	note := func(n *types.TypeName, args *types.TypeList) {
		if n.Pkg() != nil {
			found[n.Pkg().Path()+"."+n.Name()] = n
		}
		for t := range args.Types() {
			visit(t)
		}
	}
	visit = func(t types.Type) {
		switch t := t.(type) {
		case *types.Alias:
			note(t.Obj(), nil)
		case *types.Named:
			note(t.Obj(), t.TypeArgs())
		case interface{ Elem() types.Type }: // pointers, slices, arrays, maps, channels
			if m, ok := t.(*types.Map); ok {
				visit(m.Key())
			}
			visit(t.Elem())
		case *types.Signature:
			tuple(t.Params())
			tuple(t.Results())
		case *types.Struct:
			for f := range t.Fields() {
				visit(f.Type())
			}
		case *types.Interface:
			for m := range t.ExplicitMethods() {
				visit(m.Type())
			}
			for e := range t.EmbeddedTypes() {
				visit(e)
			}
		}
	}
	n, ok := o.(*types.TypeName)
	if !ok {
		visit(o.Type())
		return found
	}
	switch t := n.Type().(type) {
	case *types.Alias:
		visit(t.Rhs())
	case *types.Named:
		visit(t.Underlying())
		for m := range t.Methods() {
			visit(m.Type())
		}
	}
	maps.DeleteFunc(found, func(_ string, o types.Object) bool { return o == types.Object(n) })
	return found
}
