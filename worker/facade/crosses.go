package facade

import (
	"fmt"
	"go/types"
	"reflect"
	"slices"
)

// signature says why a function does not cross; "" if it does.
func (d *describer) signature(sig *types.Signature) string {
	if sig.TypeParams().Len() > 0 {
		return "a generic function does not cross to a harness that runs apart: write one for the types that the harness uses"
	}
	for i := range sig.Params().Len() {
		t := sig.Params().At(i).Type()
		if isContext(t) {
			return fmt.Sprintf("parameter %d is a context, which does not cross: the deadline is the evaluation's", i+1)
		}
		if why := d.crosses(t); why != "" {
			return fmt.Sprintf("parameter %d: %s", i+1, why)
		}
	}
	n := sig.Results().Len()
	for i := range n {
		t := sig.Results().At(i).Type()
		if i == n-1 && isError(t) {
			continue
		}
		if why := d.crosses(t); why != "" {
			return fmt.Sprintf("result %d: %s", i+1, why)
		}
	}
	return ""
}

func isError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

func isContext(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "context"
}

// crosses says why values of a type do not cross; "" if they do.
func (d *describer) crosses(t types.Type) string {
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		if t.Info()&(types.IsComplex|types.IsUntyped) != 0 || t.Kind() == types.UnsafePointer || t.Kind() == types.Uintptr {
			return fmt.Sprintf("a %s has no JSON", t)
		}
		return ""
	case *types.Named:
		return d.named(t)
	case *types.Pointer:
		return d.crosses(t.Elem())
	case *types.Slice:
		return d.crosses(t.Elem())
	case *types.Array:
		return d.crosses(t.Elem())
	case *types.Map:
		if why := d.crosses(t.Key()); why != "" {
			return why
		}
		if k, ok := t.Key().Underlying().(*types.Basic); !ok || k.Info()&(types.IsString|types.IsInteger) == 0 {
			return fmt.Sprintf("a map with keys of type %s has no JSON: use strings or integers", d.say(t.Key()))
		}
		return d.crosses(t.Elem())
	case *types.Struct:
		return d.structure(t, true)
	case *types.Interface:
		if t.Empty() {
			return ""
		}
		return "an interface with methods does not cross: its methods would be in the other process"
	case *types.Signature:
		return "a function does not cross: it would be in the other process"
	case *types.Chan:
		return "a channel does not cross: it would be in the other process"
	}
	return fmt.Sprintf("%s does not cross", d.say(t))
}

func (d *describer) named(t *types.Named) string {
	pkg := t.Obj().Pkg()
	switch {
	case isError(t):
		return "an error crosses as the last result of a function only"
	case pkg == nil:
		return d.crosses(t.Underlying())
	case pkg != d.pkg && !d.peers(pkg.Path()):
		if carried(pkg.Path(), t.Obj().Name()) {
			return ""
		}
		return fmt.Sprintf("%s is a type of the standard library that does not cross", d.say(t))
	case !t.Obj().Exported():
		return fmt.Sprintf("type %s is not exported", t.Obj().Name())
	case t.Obj().Parent() != pkg.Scope():
		return fmt.Sprintf("type %s is declared in a function", t.Obj().Name())
	case t.TypeArgs().Len() > 0 || t.TypeParams().Len() > 0:
		return fmt.Sprintf("type %s is generic: declare a type for what the harness uses", d.say(t))
	}
	if i := slices.Index(d.active, t); i >= 0 {
		for _, on := range d.active[i:] {
			if _, ok := on.Underlying().(*types.Struct); ok {
				return ""
			}
		}
		return fmt.Sprintf("type %s contains itself without a struct in between", t.Obj().Name())
	}
	if why, known := d.verdicts[t]; known {
		return why
	}
	d.active = append(d.active, t)
	var why string
	if s, ok := t.Underlying().(*types.Struct); ok {
		why = d.structure(s, false)
	} else {
		why = d.crosses(t.Underlying())
	}
	d.active = d.active[:len(d.active)-1]
	if why != "" {
		why = fmt.Sprintf("type %s: %s", t.Obj().Name(), why)
	}
	if why != "" || len(d.active) == 0 {
		// What was found out inside of a circle may depend on its beginning.
		d.verdicts[t] = why
	}
	return why
}

// structure looks at a struct's fields. One without a name would be another
// type without its unexported fields.
func (d *describer) structure(s *types.Struct, anonymous bool) string {
	for i := range s.NumFields() {
		f := s.Field(i)
		switch {
		case !f.Exported() && anonymous:
			return fmt.Sprintf("a struct without a name has the unexported field %s", f.Name())
		case !f.Exported() && f.Embedded():
			return fmt.Sprintf("it embeds %s, which is not exported", f.Name())
		case !f.Exported():
			continue
		}
		if f.Embedded() {
			if _, ok := types.Unalias(f.Type()).(*types.Named); !ok {
				return fmt.Sprintf("it embeds %s: embed the type itself", d.say(f.Type()))
			}
		}
		if reflect.StructTag(s.Tag(i)).Get("json") == "-" {
			return fmt.Sprintf("field %s has no JSON by its tag", f.Name())
		}
		if why := d.crosses(f.Type()); why != "" {
			return fmt.Sprintf("field %s: %s", f.Name(), why)
		}
	}
	return ""
}

func (d *describer) say(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string { return p.Name() })
}
