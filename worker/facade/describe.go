package facade

import (
	"fmt"
	"go/constant"
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// Describe makes the facade of a package that is one of several modules, whose
// names peers tells.
func Describe(module string, pkg *types.Package, peers func(path string) bool) Facade {
	d := &describer{pkg: pkg, peers: peers, imports: map[string]bool{}, verdicts: map[*types.Named]string{}}
	scope := pkg.Scope()
	for _, name := range scope.Names() { // sorted
		if obj := scope.Lookup(name); obj.Exported() {
			d.object(obj)
		}
	}
	return Facade{Module: module, Text: d.source(), LeftOut: d.left}
}

// A describer describes one package.
type describer struct {
	pkg      *types.Package
	peers    func(path string) bool
	imports  map[string]bool
	decls    []string
	size     int
	left     []LeftOut
	verdicts map[*types.Named]string // why a type does not cross; "" if it does, or while it is found out
	active   []*types.Named
}

func (d *describer) source() []byte {
	var b strings.Builder
	b.WriteString("package " + d.pkg.Name() + "\n\n")
	for _, path := range slices.Sorted(func(yield func(string) bool) {
		for path := range d.imports {
			if !yield(path) {
				return
			}
		}
	}) {
		b.WriteString("import " + strconv.Quote(path) + "\n")
	}
	for _, decl := range d.decls {
		b.WriteString("\n" + decl + "\n")
	}
	return []byte(b.String())
}

func (d *describer) object(obj types.Object) {
	switch obj := obj.(type) {
	case *types.Func:
		sig := obj.Type().(*types.Signature)
		if why := d.signature(sig); why != "" {
			d.leave(obj.Name(), why)
			return
		}
		d.declare(obj.Name(), "func "+obj.Name()+d.words(sig)[len("func"):])
	case *types.TypeName:
		d.typeName(obj)
	case *types.Const:
		d.constant(obj)
	case *types.Var:
		d.leave(obj.Name(), "a variable does not cross to a harness that runs apart: write a function that returns it")
	}
}

func (d *describer) leave(name, why string) {
	if len(d.left) < MaxLeftOut && len(name) <= maxName {
		d.left = append(d.left, LeftOut{name, clip(why)})
	}
}

func (d *describer) declare(name, text string) {
	if d.size += len(text) + 2; d.size > MaxText/2 {
		d.leave(name, fmt.Sprintf("the declarations before it take more than %d bytes: export less", MaxText/2))
		return
	}
	d.decls = append(d.decls, text)
}

func (d *describer) typeName(obj *types.TypeName) {
	if obj.IsAlias() {
		if why := d.crosses(obj.Type()); why != "" {
			d.leave(obj.Name(), why)
			return
		}
		d.declare(obj.Name(), "type "+obj.Name()+" = "+d.words(types.Unalias(obj.Type())))
		return
	}
	named := obj.Type().(*types.Named)
	if why := d.crosses(named); why != "" {
		d.leave(obj.Name(), why)
		return
	}
	for i := range named.NumMethods() {
		if m := named.Method(i); m.Exported() {
			d.leave(obj.Name()+"."+m.Name(), "methods do not cross to a harness that runs apart: write a function")
		}
	}
	d.declare(obj.Name(), "type "+obj.Name()+" "+d.underlying(named))
}

// underlying is a named type's definition: exported fields only.
func (d *describer) underlying(named *types.Named) string {
	s, ok := named.Underlying().(*types.Struct)
	if !ok {
		return d.words(named.Underlying())
	}
	var fields []string
	for i := range s.NumFields() {
		f := s.Field(i)
		if !f.Exported() {
			continue
		}
		text := f.Name() + " " + d.words(f.Type())
		if f.Embedded() {
			text = d.words(f.Type())
		}
		if tag := s.Tag(i); tag != "" {
			text += " " + strconv.Quote(tag)
		}
		fields = append(fields, text)
	}
	return "struct { " + strings.Join(fields, "; ") + " }"
}

func (d *describer) constant(obj *types.Const) {
	b, ok := obj.Type().Underlying().(*types.Basic)
	if !ok || b.Info()&types.IsComplex != 0 {
		d.leave(obj.Name(), "a complex number does not cross to a harness that runs apart")
		return
	}
	text := ""
	switch v := obj.Val(); v.Kind() {
	case constant.Bool:
		text = strconv.FormatBool(constant.BoolVal(v))
	case constant.String:
		text = strconv.Quote(constant.StringVal(v))
	case constant.Int:
		text = v.ExactString()
		if b.Info()&types.IsFloat != 0 {
			text += ".0"
		}
	default:
		f, _ := constant.Float64Val(v)
		if text = strconv.FormatFloat(f, 'e', -1, 64); f == 0 && constant.Sign(v) != 0 || strings.Contains(text, "Inf") {
			d.leave(obj.Name(), "it is no float64")
			return
		}
	}
	if b.Kind() == types.UntypedRune {
		text = "rune(" + text + ")"
	}
	if len(text) > maxConstant {
		d.leave(obj.Name(), fmt.Sprintf("it has more than %d bytes: write a function that returns it", maxConstant))
		return
	}
	typ := ""
	if b.Kind() == types.UntypedRune {
		typ, text = "rune ", strings.TrimSuffix(strings.TrimPrefix(text, "rune("), ")")
	} else if b.Info()&types.IsUntyped == 0 {
		if why := d.crosses(obj.Type()); why != "" {
			d.leave(obj.Name(), why)
			return
		}
		typ = d.words(obj.Type()) + " "
	}
	d.declare(obj.Name(), "const "+obj.Name()+" "+typ+"= "+text)
}

// words writes a type, and notes what it imports.
func (d *describer) words(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == d.pkg {
			return ""
		}
		d.imports[p.Path()] = true
		return p.Name()
	})
}

// clip shortens a reason, which quotes the genome's names.
func clip(s string) string {
	if len(s) > maxReason {
		return strings.ToValidUTF8(s[:maxReason], "") + "..."
	}
	return s
}
