package main

import (
	"fmt"
	"go/types"
	"strings"
)

// A wrap is an interface wrapper: a struct with one function field for each
// method, through which compiled code calls the methods of an interpreted
// value. The interpreter finds it in a package's table under "_" plus the
// interface's name and fills its fields, whose names it expects to be the
// methods' with one letter before, after a first field for the value itself.
type wrap struct {
	name    string
	methods []method
}

type method struct {
	name, params, results, args string
}

func (t *table) wrapper(name string, iface *types.Interface) wrap {
	w := wrap{name: name}
	for m := range iface.Methods() {
		if !m.Exported() {
			continue
		}
		w.methods = append(w.methods, t.method(m))
	}
	return w
}

func (t *table) method(m *types.Func) method {
	sig := m.Type().(*types.Signature)
	qualify := func(p *types.Package) string {
		t.imports[p.Path()] = true
		return p.Name()
	}
	var params, args, results []string
	for i := range sig.Params().Len() {
		arg, typ := fmt.Sprintf("a%d", i), types.TypeString(sig.Params().At(i).Type(), qualify)
		if sig.Variadic() && i == sig.Params().Len()-1 {
			params = append(params, arg+" ..."+strings.TrimPrefix(typ, "[]"))
			arg += "..."
		} else {
			params = append(params, arg+" "+typ)
		}
		args = append(args, arg)
	}
	for i := range sig.Results().Len() {
		results = append(results, types.TypeString(sig.Results().At(i).Type(), qualify))
	}
	return method{
		name:    m.Name(),
		params:  "(" + strings.Join(params, ", ") + ")",
		args:    "(" + strings.Join(args, ", ") + ")",
		results: "(" + strings.Join(results, ", ") + ")",
	}
}

// declaration is the wrapper's type and methods as Go source.
func (w wrap) declaration(typeName string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n// %s lets compiled code call an interpreted %s.\n", typeName, w.name)
	fmt.Fprintf(&b, "type %s struct {\n\tIValue any\n", typeName)
	for _, m := range w.methods {
		fmt.Fprintf(&b, "\tW%s func%s %s\n", m.name, m.params, m.results)
	}
	b.WriteString("}\n")
	fmt.Fprintf(&b, "\n// PetriValue is the genome's value.\nfunc (w %s) PetriValue() any { return w.IValue }\n", typeName)
	for _, m := range w.methods {
		fmt.Fprintf(&b, "\nfunc (w %s) %s%s %s {\n", typeName, m.name, m.params, m.results)
		if m.name == "String" {
			// fmt may meet a wrapper whose interpreter was stopped half-way.
			b.WriteString("\tif w.WString == nil {\n\t\treturn \"\"\n\t}\n")
		}
		if m.results != "()" {
			b.WriteString("\treturn ")
		}
		fmt.Fprintf(&b, "w.W%s%s\n}\n", m.name, m.args)
	}
	return b.String()
}
