package core

import (
	"go/ast"
	"go/types"
	"strings"
)

// builtin writes the call of a builtin function.
func (f *fn) builtin(x *ast.CallExpr, name string) string {
	p := f.builtinParts(x, name)
	return p.render(p.args)
}

// builtinParts takes the call of a builtin function apart.
func (f *fn) builtinParts(x *ast.CallExpr, name string) parts {
	if len(x.Args) == 1 && f.isCall(x.Args[0]) {
		if tup, ok := f.typeOf(x.Args[0]).(*types.Tuple); ok && tup.Len() > 1 {
			return f.spreadBuiltin(x, name, tup)
		}
	}
	switch name {
	case "append":
		return f.appendParts(x)
	case "cap", "len":
		return f.lengthParts(x, name)
	case "clear":
		return f.simpleParts(x, func(a []string) string { return "p.Clear(" + a[0] + ")" })
	case "close":
		f.flush(x.Pos())
		return f.simpleParts(x, func(a []string) string { return "close(" + a[0] + ")" })
	case "complex":
		return f.complexParts(x)
	case "real", "imag":
		t := f.typeOf(x)
		return f.simpleParts(x, func(a []string) string {
			return f.text(t) + "(" + name + "(" + f.simple(a[0], types.Default(f.typeOf(x.Args[0]))) + "))"
		})
	case "copy":
		return f.copyParts(x)
	case "delete":
		m := f.typeOf(x.Args[0]).Underlying().(*types.Map)
		return f.typedParts(x, []types.Type{m, m.Key()}, func(a []string) string {
			return "delete(" + a[0] + ", " + a[1] + ")"
		})
	case "make":
		return f.makeParts(x)
	case "new":
		return f.newParts(x)
	case "max", "min":
		return f.minMax(x, name)
	case "panic":
		return f.typedParts(x, []types.Type{types.Universe.Lookup("any").Type()}, func(a []string) string {
			return "p.Panic(" + a[0] + ")"
		})
	case "print", "println":
		ts := make([]types.Type, len(x.Args))
		for i := range ts {
			ts[i] = types.Universe.Lookup("any").Type()
		}
		return f.typedParts(x, ts, func(a []string) string {
			for i := range x.Args {
				if isInterface(f.typeOf(x.Args[i])) {
					a[i] = "p.Words(" + a[i] + ")"
				}
			}
			return "p." + strings.ToUpper(name[:1]) + name[1:] + "(" + strings.Join(a, ", ") + ")"
		})
	case "recover":
		return parts{render: func([]string) string {
			if f.frame.rec != "" {
				return "p.Recover(" + f.frame.rec + ")"
			}
			return "p.Recover(p.NoRec())"
		}}
	}
	f.refuse(x.Pos(), "%s is not supported", name)
	return parts{}
}

func (f *fn) simpleParts(x *ast.CallExpr, render func([]string) string) parts {
	ts := make([]types.Type, len(x.Args))
	for i, a := range x.Args {
		ts[i] = types.Default(f.typeOf(a))
		if f.e.isRecursive(ts[i]) {
			ts[i] = ts[i].Underlying()
		}
	}
	return f.typedParts(x, ts, render)
}

func (f *fn) typedParts(x *ast.CallExpr, ts []types.Type, render func([]string) string) parts {
	list := make([]func() string, len(x.Args))
	for i, a := range x.Args {
		list[i] = func() string { return f.conv(a, ts[i]) }
	}
	return parts{args: f.operands(list...), types: ts, render: render}
}

func (f *fn) appendParts(x *ast.CallExpr) parts {
	t := f.typeOf(x)
	s := t.Underlying().(*types.Slice)
	rec := t
	if f.e.isRecursive(t) {
		t = t.Underlying()
	}
	ts := []types.Type{t}
	list := []func() string{func() string { return f.conv(x.Args[0], t) }}
	for _, a := range x.Args[1:] {
		if x.Ellipsis.IsValid() {
			at := types.Default(f.typeOf(a))
			if b, ok := at.Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
				ts = append(ts, types.NewSlice(types.Typ[types.Byte]))
				list = append(list, func() string { return "[]uint8(" + f.conv(a, at) + ")..." })
				continue
			}
			ts = append(ts, t)
			list = append(list, func() string { return f.conv(a, t) + "..." })
			continue
		}
		ts = append(ts, s.Elem())
		list = append(list, func() string { return f.conv(a, s.Elem()) })
	}
	args := f.operands(list...)
	if len(args) > 2 {
		// The interpreter reads elements of slices while it appends.
		for i := 1; i < len(args); i++ {
			if strings.Contains(args[i], "[") && !strings.HasPrefix(args[i], "func(") {
				args[i] = f.tempVar(ts[i], args[i])
			}
		}
	}
	return parts{args: args, types: ts, render: func(a []string) string {
		return f.wrap("append("+strings.Join(a, ", ")+")", rec)
	}}
}

func (f *fn) lengthParts(x *ast.CallExpr, name string) parts {
	t := f.typeOf(x.Args[0])
	if p, ok := t.Underlying().(*types.Pointer); ok {
		n := p.Elem().Underlying().(*types.Array).Len()
		f.tempVar(t, f.expr(x.Args[0]))
		return parts{render: func([]string) string { return f.itoa(int(n)) }}
	}
	if a, ok := t.Underlying().(*types.Array); ok {
		f.tempVar(t, f.expr(x.Args[0])) // it is no constant: something is called
		return parts{render: func([]string) string { return f.itoa(int(a.Len())) }}
	}
	return f.simpleParts(x, func(a []string) string { return name + "(" + a[0] + ")" })
}

func (f *fn) complexParts(x *ast.CallExpr) parts {
	t := f.typeOf(x)
	part := types.Type(types.Typ[types.Float64])
	if b := t.Underlying().(*types.Basic); b.Kind() == types.Complex64 {
		part = types.Typ[types.Float32]
	}
	return f.typedParts(x, []types.Type{part, part}, func(a []string) string {
		return f.text(t) + "(complex(" + a[0] + ", " + a[1] + "))"
	})
}

func (f *fn) copyParts(x *ast.CallExpr) parts {
	ts := []types.Type{f.typeOf(x.Args[0]), types.Default(f.typeOf(x.Args[1]))}
	src := func() string { return f.conv(x.Args[1], ts[1]) }
	if b, ok := ts[1].Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
		st := ts[1]
		ts[1] = types.NewSlice(types.Typ[types.Byte])
		src = func() string { return "[]uint8(" + f.conv(x.Args[1], st) + ")" }
	}
	return parts{
		args:  f.operands(func() string { return f.expr(x.Args[0]) }, src),
		types: ts, render: func(a []string) string { return "copy(" + a[0] + ", " + a[1] + ")" },
	}
}

func (f *fn) makeParts(x *ast.CallExpr) parts {
	t := f.typeOf(x.Args[0])
	var list []func() string
	for _, a := range x.Args[1:] {
		list = append(list, func() string { return f.index(a) })
	}
	xs := f.operands(list...)
	text := f.text(t)
	if c, ok := t.Underlying().(*types.Chan); ok && c.Dir() != types.SendRecv {
		both := f.text(types.NewChan(types.SendRecv, c.Elem()))
		return parts{args: xs, types: make([]types.Type, len(xs)), render: func(a []string) string {
			return "(" + text + ")(make(" + strings.Join(append([]string{both}, a...), ", ") + "))"
		}}
	}
	if f.e.isRecursive(t) {
		text = f.text(t.Underlying())
	}
	return parts{args: xs, types: make([]types.Type, len(xs)), render: func(a []string) string {
		return f.wrap("make("+strings.Join(append([]string{text}, a...), ", ")+")", t)
	}}
}

// newParts writes new(T), or new(x) of go1.26.
func (f *fn) newParts(x *ast.CallExpr) parts {
	if f.info.Types[x.Args[0]].IsType() {
		t := f.typeOf(x.Args[0])
		return parts{render: func([]string) string { return "new(" + f.text(t) + ")" }}
	}
	t := f.typeOf(x).(*types.Pointer).Elem()
	return f.typedParts(x, []types.Type{t}, func(a []string) string {
		name := f.temp()
		f.put("%s := new(%s)", name, f.text(t))
		f.put("*%s = %s", name, a[0])
		return name
	})
}

// minMax writes min and max as a helper function for each type.
func (f *fn) minMax(x *ast.CallExpr, name string) parts {
	t := f.typeOf(x)
	ts := make([]types.Type, len(x.Args))
	for i := range ts {
		ts[i] = t
	}
	text := f.text(t)
	if b := t.Underlying().(*types.Basic); b.Info()&types.IsFloat != 0 {
		native := "p." + strings.ToUpper(name[:1]) + name[1:]
		return f.typedParts(x, ts, func(a []string) string {
			s := f.convText(types.Typ[types.Float64], a[0], text)
			for _, b := range a[1:] {
				s = native + "(" + s + ", " + f.convText(types.Typ[types.Float64], b, text) + ")"
			}
			return f.convText(t, s, "float64")
		})
	}
	helper := "h_" + name + "_" + mangle(text)
	if f.e.helpers[helper] == "" {
		op := "<"
		if name == "max" {
			op = ">"
		}
		body := "if b " + op + " a { return b }; return a"
		f.e.helpers[helper] = "func " + helper + "(a, b " + text + ") " + text + " { " + body + " }"
	}
	return f.typedParts(x, ts, func(a []string) string {
		s := a[0]
		for _, b := range a[1:] {
			s = helper + "(" + s + ", " + b + ")"
		}
		return s
	})
}

func (f *fn) isCall(x ast.Expr) bool {
	_, ok := ast.Unparen(x).(*ast.CallExpr)
	return ok
}

// spreadBuiltin passes the results of a call on to a builtin function.
func (f *fn) spreadBuiltin(x *ast.CallExpr, name string, tup *types.Tuple) parts {
	values, from := f.tuple(x.Args[0], tup.Len())
	to := func(i int, t types.Type) {
		values[i], from[i] = f.convValue(values[i], from[i], t), t
	}
	callee := name
	switch name {
	case "append":
		elem := from[0].Underlying().(*types.Slice).Elem()
		for i := 1; i < len(values); i++ {
			to(i, elem)
		}
	case "delete":
		to(1, from[0].Underlying().(*types.Map).Key())
	case "copy":
		if b, ok := from[1].Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
			values[1], from[1] = "[]uint8("+values[1]+")", types.NewSlice(types.Typ[types.Byte])
		}
	case "print", "println":
		callee = "p." + strings.ToUpper(name[:1]) + name[1:]
		for i := range values {
			to(i, types.Universe.Lookup("any").Type())
		}
	case "complex":
	default:
		f.refuse(x.Pos(), "%s of several results of a call is not supported: assign them to variables first", name)
	}
	return parts{args: values, types: from, render: func(a []string) string {
		return callee + "(" + strings.Join(a, ", ") + ")"
	}}
}
