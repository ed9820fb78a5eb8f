package main

import (
	"fmt"
	"strings"
)

// promoting embeds types in one another and calls the methods that they get by
// that, as methods, method values and method expressions.
func (g *generator) promoting(name string) {
	type owner struct {
		name  string
		holds []int // types within, itself too
	}
	var all []owner
	n := 3 + g.IntN(3)
	typ := func(i int) string { return fmt.Sprintf("%sT%d", name, i) }
	face := func(i int) string { return fmt.Sprintf("%sI%d", name, i) }
	for i := range n {
		o := owner{name: typ(i), holds: []int{i}}
		var embedded []string
		inside := map[int]bool{}
		for j := range all {
			free := true
			for _, h := range all[j].holds {
				free = free && !inside[h]
			}
			if !free || g.IntN(2) == 0 {
				continue
			}
			for _, h := range all[j].holds {
				inside[h] = true
				o.holds = append(o.holds, h)
			}
			switch g.IntN(4) {
			case 0:
				embedded = append(embedded, "*"+typ(j))
			case 1:
				// Only its own method is known of an interface.
				embedded = append(embedded, face(j))
				o.holds = append(o.holds[:len(o.holds)-len(all[j].holds)], j)
			default:
				embedded = append(embedded, typ(j))
			}
		}
		g.line("type %s interface{ M%d(int) int; Name() string }", face(i), i)
		g.line("type %s struct { X, F%d int; %s }", o.name, i, strings.Join(embedded, "; "))
		star := pick(g, []string{"", "*"})
		g.line("func (t %s%s) Name() string { t.X++; return fmt.Sprint(%q, t.X, t.F%d) }", pick(g, []string{"", "*"}), o.name, o.name+"/", i)
		g.line("func (t %s%s) M%d(k int) int { t.X += k; out(%q, t.X, k); return t.X*%d + t.F%d }", star, o.name, i, fmt.Sprint("M", i), 1+g.IntN(4), i)
		g.line("func new%s(k int) *%s {\nt := &%s{X: k, F%d: k * 2}", o.name, o.name, o.name, i)
		for _, e := range embedded {
			j := e[len(e)-1] - '0'
			switch {
			case e[0] == '*':
				g.line("t.%s = new%s(k + 1)", e[1:], e[1:])
			case strings.Contains(e, "I"):
				g.line("t.%s = new%s(k + 2)", e, typ(int(j)))
			default:
				g.line("t.%s = *new%s(k + 3)", e, e)
			}
		}
		g.line("return t\n}")
		all = append(all, o)
	}
	g.line("func %s() {", name)
	for i := n - 1; i >= max(0, n-3); i-- {
		o := all[i]
		g.line("{\nt := new%s(%d)\nu := *t", o.name, 1+g.IntN(5))
		for range 5 + g.IntN(5) {
			m, k := pick(g, o.holds), g.IntN(9)
			switch g.IntN(9) {
			case 0:
				g.line("out(\"call\", t.M%d(%d), u.M%d(%d))", m, k, m, k+1)
			case 1:
				g.line("{\nf := t.M%d\nt.X += 5\nout(\"value\", f(%d), f(1))\n}", m, k)
			case 2:
				g.line("{\nf := (*%s).M%d\nout(\"expression\", f(t, %d), f(&u, %d))\n}", o.name, m, k, k)
			case 3:
				g.line("{\nvar i interface{ M%d(int) int } = t\nf := i.M%d\nt = new%s(%d)\nout(\"interface\", i.M%d(%d), f(2))\n}", m, m, o.name, k, m, k)
			case 4:
				g.line("for _, a := range []any{t, u} {\n_, ok := a.(%s)\n_, named := a.(interface{ Name() string })\n_, other := a.(interface{ M%d(int) int })\nout(\"implements\", ok, named, other)\n}", face(m), g.IntN(n))
			case 5:
				g.line("out(\"names\", t.Name(), u.Name())")
			case 6:
				g.line("u = *t\nu.X, t.X = t.X*2, u.X+1")
			case 7:
				g.line("for i, f := range []func(int) int{t.M%d, u.M%d, func(k int) int { return (*%s).M%d(&u, k) }} {\nout(\"list\", f(i))\n}", m, pick(g, o.holds), o.name, m)
			default:
				g.line("defer func(f func(int) int) { out(\"deferred\", f(%d)) }(t.M%d)\ndefer u.M%d(%d)", k, m, m, k)
			}
		}
		g.line("out(\"fields\", t.X, u.X, t.F%d)\n}", i)
	}
	g.line("}")
}

// instantiating declares generic types and functions and uses them with all
// sorts of types.
func (g *generator) instantiating(name string) {
	kinds := []string{"~int | ~int8 | ~uint16 | ~float64 | ~string", "~int | ~int64 | ~uint8", "comparable", "any", "fmt.Stringer", "~string"}
	args := [][]string{{"int", "int8", "uint16", "float64", "string", "Num2", "Text"}, {"int", "int64", "uint8"}, {"Pair", "string", "[2]int", "any", "Num", "bool"}, {"[]int", "Pair", "map[string]int", "func()", "*int", "error"}, {"Pair", "Dur"}, {"string", "Text"}}
	n := strings.ToUpper(name[:1]) + name[1:]
	g.line("type %sStack[T any] struct { xs []T; size int }", n)
	g.line("func (s *%sStack[T]) Push(xs ...T) *%sStack[T] { s.xs = append(s.xs, xs...); s.size += len(xs); return s }", n, n)
	g.line("func (s *%sStack[T]) Pop() (x T, ok bool) { if len(s.xs) == 0 { return }; x, s.xs = s.xs[len(s.xs)-1], s.xs[:len(s.xs)-1]; return x, true }", n)
	g.line("func (s %sStack[T]) All() iter.Seq2[int, T] { return func(yield func(int, T) bool) { for i, x := range s.xs { if !yield(i, x) { return } } } }", n)
	g.line("type %sNode[K comparable, V any] struct { Key K; Val V; Next *%sNode[K, V] }", n, n)
	g.line("type %sTable[K comparable, V any] struct { *%sStack[K]; m map[K]*%sNode[K, V] }", n, n, n)
	g.line("func (t *%sTable[K, V]) Put(k K, v V) { if t.m == nil { t.m = make(map[K]*%sNode[K, V]); t.%sStack = new(%sStack[K]) }; if _, ok := t.m[k]; !ok { t.Push(k) }; t.m[k] = &%sNode[K, V]{k, v, t.m[k]} }", n, n, n, n, n)
	g.line("func (t *%sTable[K, V]) Get(k K) (V, int) { depth := 0; var v V; for p := t.m[k]; p != nil; p = p.Next { if depth == 0 { v = p.Val }; depth++ }; return v, depth }", n)
	g.line("type %sPair[A, B any] struct { First A; Second B }", n)
	g.line("func (p %sPair[A, B]) Swap() %sPair[B, A] { return %sPair[B, A]{p.Second, p.First} }", n, n, n)
	g.line("func %sMake[A, B any](a A, b B) %sPair[A, B] { return %sPair[A, B]{a, b} }", n, n, n)
	g.line("func %sMap[S ~[]E, E, R any](s S, f func(E) R) []R { r := make([]R, 0, len(s)); for _, x := range s { r = append(r, f(x)) }; return r }", n)
	g.line("func %sSum[T ~int | ~int8 | ~uint16 | ~float64 | ~string](xs ...T) (t T) { for _, x := range xs { t += x }; return }", n)
	g.line("func %sWhat[T any](x T) string {\nswitch y := any(x).(type) {\ncase int, string:\nreturn fmt.Sprintf(\"%%T basic %%v\", y, y)\ncase fmt.Stringer:\nreturn \"stringer \" + y.String()\ncase nil:\nreturn \"nil\"\ncase []T:\nreturn \"slice of itself\"\ncase %sPair[T, T]:\nreturn \"pair\"\n}\nreturn fmt.Sprintf(\"%%T\", *new(T))\n}", n, n)
	g.line("func %sLocal[T any](x T, k int) func() string {\ntype local struct { v T; k int }\ntype list []local\nl := list{{x, k}}\nreturn func() string { k++; l = append(l, local{k: k}); return fmt.Sprintf(\"%%d %%v\", len(l), l[len(l)-1].k) }\n}", n)
	g.line("type (\n%sNum2 int\n%sDur int64\n)\nfunc (d %sDur) String() string { return fmt.Sprint(int64(d)) + \"s\" }", n, n, n)
	// The rest is random.
	var funcs []func() string
	for i := range 3 {
		k := g.IntN(len(kinds))
		g.line("func %sF%d[T %s](x T, rest ...T) (r T, s string) {", n, i, kinds[k])
		for range 2 + g.IntN(3) {
			switch g.IntN(7) {
			case 0:
				g.line("rest = append(rest, x)")
			case 1:
				g.line("defer func() { s += fmt.Sprint(len(rest)) }()")
			case 2:
				g.line("for i, y := range rest { f := func() T { x = y; return x }; if i%%2 == 0 { r = f() } }")
			case 3:
				g.line("if len(rest) < 3 { return %sF%d(x, append(rest, x)...) }", n, i)
			case 4:
				g.line("s += %sWhat(x) + %sWhat([]T{x}[0])", n, n)
			case 5:
				switch {
				case k < 2:
					g.line("if r += x; r < x || x == r { s += \"less\" }")
				case k == 2:
					g.line("{\nm := map[T]int{x: 1}\nm[r]++\ns += fmt.Sprint(len(m), m[x], x == r)\n}")
				case k == 4:
					g.line("{\nf, h := x.String, T.String\ns += x.String() + f() + h(x)\n}")
				default:
					g.line("if p := &x; p != nil { r = *p }\ns += fmt.Sprintf(\"%%t\", any(x) == nil)")
				}
			default:
				g.line("{\npr := %sMake(x, len(rest)).Swap()\nr, s = pr.Second, s + fmt.Sprint(pr.First)\n}", n)
			}
		}
		g.line("return r, s + \".\"\n}")
		funcs = append(funcs, func() string {
			t := pick(g, args[k])
			v := map[string]string{"int": "3", "int8": "100", "uint16": "60000", "float64": "1.5", "string": "\"str\"", "Num2": "4", "Text": "\"txt\"", "int64": "1<<60",
				"uint8": "200", "Pair": "Pair{1, \"p\"}", "[2]int": "[2]int{1, 2}", "any": "any(Num(2))", "Num": "7", "bool": "true", "[]int": "[]int{1}", "map[string]int": "map[string]int{\"a\": 1}",
				"func()": "func() {}", "*int": "nil", "error": "error(nil)", "Dur": "9"}[t]
			if t == "Num2" || t == "Dur" {
				t = n + t
			}
			show := "%v"
			if t == "func()" {
				show = "%.0v"
				return fmt.Sprintf("_, s := %sF%d[%s](%s)\nout(\"generic\", s)", n, i, t, v)
			}
			call := fmt.Sprintf("%sF%d[%s](%s, %s)", n, i, t, v, v)
			if g.IntN(2) == 0 {
				call = fmt.Sprintf("%sF%d((%s)(%s))", n, i, t, v)
			}
			if g.IntN(3) == 0 {
				call = fmt.Sprintf("func(f func(%[3]s, ...%[3]s) (%[3]s, string)) (%[3]s, string) { return f(%[4]s, %[4]s) }(%[1]sF%[2]d)", n, i, t, v)
			}
			return fmt.Sprintf("r, s := %s\nout(\"generic\", fmt.Sprintf(%q, r), fmt.Sprintf(\"%%T\", r), s)", call, show)
		})
	}
	g.line("func %s() {", name)
	for range 4 {
		g.line("{\n%s\n}", pick(g, funcs)())
	}
	k, v := g.declaredHere(true), g.declaredHere(false)
	e := g.basic()
	g.line("var t %sTable[%s, %s]", n, k.text, v.text)
	for range 3 {
		g.line("t.Put(%s, %s)", k.value(), v.value())
	}
	g.line("{\nv, d := t.Get(%s)\nout(\"table\", %sWhat(v), d, t.size, len(t.m), fmt.Sprintf(\"%%T\", t))\n}", k.value(), n)
	g.line("for i, x := range t.All() { out(\"all\", i, fmt.Sprintf(\"%%T %%v\", x, x)) }")
	g.line("var st %sStack[%s]\nst.Push(%s).Push()\nx, ok := st.Pop()\nout(\"stack\", ok, x, fmt.Sprintf(\"%%T %%+v\", st, st))", n, e.text, g.values(e, 2))
	g.line("out(\"sums\", %[1]sSum(1, 2), %[1]sSum(\"a\", \"b\"), %[1]sSum[int8](100, 100), %[1]sSum(0.1, 0.2), %[1]sSum[Text](), %[1]sSum[%[1]sNum2](5))", n)
	g.line("out(\"map\", %sMap([]%s{%s}, func(x %s) string { return fmt.Sprintf(\"<%%v>\", x) }), %sMap(%sMap([]int{1, 2}, %sWhat), func(s string) int { return len(s) }))", n, e.text, g.values(e, 2), e.text, n, n, n)
	g.line("f, h := %sLocal(%s(%s), %d), %sLocal(\"s\", 1)\nout(\"local\", f(), f(), h())", n, e.text, e.value(), g.IntN(9), n)
	g.line("p := %sMake(%s(%s), %sMake(1, \"x\"))\nout(\"pair\", fmt.Sprintf(\"%%T %%+v %%#v\", p, p, p), p.Swap().First.Swap(), any(p) == any(%sMake(%s(%s), %sMake(1, \"x\"))))", n, e.text, e.value(), n, n, e.text, e.value(), n)
	g.line("}")
}

// declaredHere is a shape that can be declared inside a function: without a name,
// or with one that is there.
func (g *generator) declaredHere(comparable bool) *shape {
	for {
		if s := g.shape(1, comparable); !s.addresses {
			return s
		}
	}
}

// converting converts numbers from type to type and computes with what is left.
func (g *generator) converting(name string) {
	ints := []string{"int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "uintptr", "Num", "Wide"}
	edges := map[string][]string{
		"int": {"-1 << 63", "1<<63 - 1", "-1", "12345678901"}, "int8": {"-128", "127", "-1"}, "int16": {"-1 << 15", "32767", "200"}, "int32": {"-1 << 31", "1<<31 - 1", "70000"},
		"int64": {"-1 << 63", "1<<63 - 1", "-5"}, "uint": {"1<<64 - 1", "0", "7"}, "uint8": {"255", "128"}, "uint16": {"65535", "256"}, "uint32": {"1<<32 - 1", "1 << 31"},
		"uint64": {"1<<64 - 1", "1 << 63", "3"}, "uintptr": {"1<<64 - 1", "9"}, "Num": {"-1 << 15", "-3"}, "Wide": {"1<<64 - 1", "77"},
	}
	g.line("func %s() {", name)
	var vars []place
	for i := range 6 {
		t := pick(g, ints)
		v := fmt.Sprint("v", i)
		g.line("var %s %s = %s\n_ = %s", v, t, pick(g, edges[t]), v)
		vars = append(vars, place{v, &shape{text: t}})
	}
	for i := range 3 {
		v := fmt.Sprint("w", i)
		t := pick(g, []string{"float64", "float32"})
		g.line("var %s %s = %s", v, t, pick(g, []string{"1.5", "-2.75", "1e6", "0.1", "100.99", "-0.5", "16777217"}))
		g.line("out(%q, %s, %s(%s), float32(%s), float64(float32(%s)), int32(%s), complex128(complex(%s, 1)), fmt.Sprintf(\"%%.3f %%e %%g %%v %%6.2f|%%-9.1f|%%+g\", %s, %s, %s, %s, %s, %s, %s))", v, v, pick(g, []string{"int", "int16", "int32", "int64"}), v, v, v, v, v, v, v, v, v, v, v, v)
	}
	for range 10 {
		a, b := pick(g, vars), pick(g, vars)
		t := pick(g, ints)
		switch g.IntN(10) {
		case 0, 1, 2:
			g.line("out(\"convert\", %s(%s), %s(%s(%s)), float64(%s), float32(%s))", t, a.text, pick(g, ints), t, a.text, a.text, b.text)
		case 3:
			g.line("try(\"divide\", func() { out(\"divide\", %s / %s(%s), %s %% %s(%s)) })", a.text, a.shape.text, b.text, a.text, a.shape.text, b.text)
		case 4:
			g.line("%s %s= %s(%s)", a.text, pick(g, []string{"+", "-", "*", "&", "|", "^", "&^"}), a.shape.text, b.text)
		case 5:
			g.line("try(\"shift\", func() { out(\"shift\", %s << (%s & 63), %s >> (%s & 31), %s << %s) })", a.text, b.text, a.text, b.text, a.text, b.text)
		case 6:
			g.line("out(\"minmax\", min(%s, %s(%s), 3), max(%s, %s(%s)), -%s, ^%s)", a.text, a.shape.text, b.text, a.text, a.shape.text, b.text, a.text, b.text)
		case 7:
			g.line("out(\"text\", string(rune(%s)), fmt.Sprintf(\"%%d %%x %%X %%o %%b %%q %%U %%c %%08b %%+d %%#x|%%6d|%%-6d|\", %[1]s, %[1]s, %[1]s, %[1]s, %[1]s, %[1]s, %[1]s, %[1]s, %[1]s, %[1]s, %[1]s, %[1]s, %[1]s))", a.text)
		case 8:
			g.line("out(\"compare\", %s < %s(%s), %s == %s(%s(%s)), %s >= %s)", a.text, a.shape.text, b.text, a.text, a.shape.text, t, a.text, a.text, a.text)
		default:
			g.line("out(\"typed\", fmt.Sprintf(\"%%T %%T %%v\", %s+1, %s&1<<2, %s%%7-1))", a.text, b.text, a.text)
		}
		if g.IntN(3) == 0 {
			g.line("%s %s", a.text, pick(g, []string{"++", "--", "<<= 3", ">>= 2", fmt.Sprintf("<<= %d", 1+g.IntN(6)), fmt.Sprintf(">>= %d", 1+g.IntN(6))}))
		}
	}
	g.line("c := complex(w0, 2)\nd := complex64(complex(1, float32(w1)))\nout(\"complex\", c*c, d+1i, real(c)/2, imag(d), c == complex(w0, 2), fmt.Sprintf(\"%%.2f %%v %%T\", c, d, d))")
	g.line("}")
}

// counting declares constants in groups and computes with them.
func (g *generator) counting(name string) {
	exprs := []string{"iota", "1 << iota", "iota*iota + 1", "\"s\"", "1.5 * iota", "'a' + iota", "iota % 3 == 1", "1 << (5 * iota)", "len(\"four\") - iota", "Num(iota) - 2", "uint8(255 - iota)", "1 << 62 >> iota", "^iota", "iota + 0.5", "2i * iota", "Wide(1) << (iota * 4)", "-5 / (iota + 2)", "-5.0 / (iota + 2)", "7 % (iota + 1)", "Text(\"t\")", "'x'", "1 << 100 >> (98 - iota)", "float32(iota) / 3", "complex(iota, 1)", "rune('é') + iota"}
	var names []string
	for i := range 2 {
		g.line("const (")
		for k := range 4 + g.IntN(3) {
			c := fmt.Sprintf("%sC%d%c", name, i, 'a'+k)
			switch {
			case k > 0 && g.IntN(2) == 0:
				if g.IntN(4) == 0 {
					g.line("_")
				}
				g.line("%s", c)
			default:
				e := pick(g, exprs)
				g.line("%s = %s", c, e)
			}
			names = append(names, c)
		}
		g.line(")")
	}
	g.line("type %sColor uint8\nconst (\n%sRed %sColor = iota + %d\n%sGreen\n_\n%sBlue\n)", name, name, name, g.IntN(3), name, name)
	g.line("func (c %sColor) String() string { return [...]string{%sRed: \"red\", %sGreen: \"green\", %sBlue: \"blue\"}[c] }", name, name, name, name)
	g.line("func %s() {", name)
	for _, c := range names {
		g.line("out(%q, %s, fmt.Sprintf(\"%%T\", %s))", c, c, c)
	}
	g.line("out(\"colors\", %sRed, %sBlue, fmt.Sprintf(\"%%d %%v %%s %%x %%T\", %sGreen, %sGreen, %sGreen, %sGreen, %sGreen))", name, name, name, name, name, name, name)
	g.line("try(\"color\", func() { c := %sBlue\nc += 5\nout(\"color\", fmt.Sprintf(\"%%v\", c)); out(\"direct\", c.String()) })", name)
	g.line("const big = 1 << %d\nconst f = big / 3.0\nvar s uint = %d\nvar a int64 = 1 << s\nvar b = uint8(1) << s\nvar c float64 = float64(int(1)<<s) + big/(big-1)\nvar arr [big %% 7 + 1]int", 70+g.IntN(20), g.IntN(40))
	g.line("out(\"constants\", big>>%d, f/big, a, b, c, len(arr), big == big+0.0, 'a'+1, 'a'*1.0, 5/2*2.0, 5.0/2*2, 1/3.0, 7/-2, -7%%3, 1e3, 0x1p-2, 0b11, 0o17, 1_000)", 66)
	g.line("x := 10\nout(\"mixed\", x*2.0, x<<1.0, int(1)<<x, uint8(x)<<7, 'a'+x, float32(x)/4, x/4*4.0, -x%%4, ^x&0xf, x&^3)")
	g.line("}")
}
