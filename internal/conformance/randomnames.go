package main

import (
	"fmt"
	"strings"
)

// initialising declares package variables that need one another, in any order.
func (g *generator) initialising(name string) {
	n := 5 + g.IntN(4)
	v := func(i int) string { return fmt.Sprintf("%sv%d", name, i) }
	var decls []string
	for i := range n {
		var on string
		if i > 0 {
			on = v(g.IntN(i))
		} else {
			on = "1"
		}
		other := "2"
		if i > 1 {
			other = v(g.IntN(i))
		}
		note := fmt.Sprintf("noted(%q, %s)", v(i), on)
		switch g.IntN(10) {
		case 0:
			decls = append(decls, fmt.Sprintf("var %s = %s", v(i), note))
		case 1:
			decls = append(decls, fmt.Sprintf("var %s = %sg%d()\nfunc %sg%d() int { return %s + %s }", v(i), name, i, name, i, note, other))
		case 2:
			decls = append(decls, fmt.Sprintf("var %s, %sx%d = %sg%d(%s)\nfunc %sg%d(k int) (int, string) { return k + %s, \"x\" }", v(i), name, i, name, i, note, name, i, other))
		case 3:
			decls = append(decls, fmt.Sprintf("var %s = func() int { return %s * %s }()", v(i), note, other))
		case 4:
			decls = append(decls, fmt.Sprintf("var %s = %st%d{%d}.m()\ntype %st%d struct{ a int }\nfunc (t %st%d) m() int { return t.a + %s + %s }", v(i), name, i, i, name, i, name, i, note, other))
		case 5:
			decls = append(decls, fmt.Sprintf("var %s int = len([]int{%s, %s})\nvar _ = noted(%q, %s)", v(i), note, other, v(i)+"blank", v(i)))
		case 6:
			decls = append(decls, fmt.Sprintf("var (\n%sm%d = map[string]int{\"k\": %s}\n%s = %sm%d[\"k\"] + %s\n)", name, i, note, v(i), name, i, other))
		case 7:
			decls = append(decls, fmt.Sprintf("var %s int\nfunc init() { %s += %s; out(\"init\", %q) }", v(i), v(i), note, v(i)))
		case 8:
			decls = append(decls, fmt.Sprintf("var %sf%d = (*%su%d).m\nvar %s = %sf%d(&%su%d{%s})\ntype %su%d struct{ a int }\nfunc (t *%su%d) m() int { t.a += %s; return t.a }", name, i, name, i, v(i), name, i, name, i, other, name, i, name, i, note))
		default:
			decls = append(decls, fmt.Sprintf("var %s, %sy%d = %s, noted(%q, %s)", v(i), name, i, note, v(i)+"y", other))
		}
	}
	g.Shuffle(len(decls), func(i, j int) { decls[i], decls[j] = decls[j], decls[i] })
	for _, d := range decls {
		g.line("%s", d)
	}
	g.line("func %s() {", name)
	for i := range n {
		g.line("out(%q, %s)", v(i), v(i))
	}
	g.line("}")
}

// hiding declares a few names again and again, those of the language too.
func (g *generator) hiding(name string) {
	g.line("func %s() {", name)
	g.hide(map[string]string{}, 0, 4)
	g.line("}")
}

// hide writes a block; known says what the names mean in it.
func (g *generator) hide(known map[string]string, depth, n int) {
	mine := map[string]string{}
	inner := map[string]string{}
	for k, v := range known {
		inner[k] = v
	}
	show := func() {
		for _, k := range hidden() {
			switch inner[k] {
			case "variable", "constant":
				g.line("out(%q, %s)", k, k)
			case "function":
				g.line("out(%q, %s(%d))", k, k, g.IntN(9))
			case "type":
				g.line("out(%q, fmt.Sprintf(\"%%v %%T\", %s(%d), %s(1)))", k, k, g.IntN(9), k)
			case "generic":
				g.line("out(%q, %s[0], len3(%s))", k, k, k)
			}
		}
	}
	old := func() string {
		var vars []string
		for _, k := range hidden() {
			if inner[k] == "variable" {
				vars = append(vars, k)
			}
		}
		if len(vars) == 0 {
			return fmt.Sprint(g.IntN(9))
		}
		return pick(g, vars)
	}
	for range n {
		k := pick(g, hidden())
		if mine[k] != "" && g.IntN(2) == 0 {
			if inner[k] == "variable" {
				g.line("%s %s %s", k, pick(g, []string{"=", "+=", "-=", "^="}), old())
			}
			continue
		}
		if mine[k] == "" {
			o := old()
			what := pick(g, []string{"variable", "variable", "constant", "function", "type", "generic"})
			switch what {
			case "variable":
				g.line("%s := %s + %d", k, o, g.IntN(9))
			case "constant":
				g.line("const %s = %d", k, g.IntN(90))
			case "function":
				p := pick(g, hidden())
				g.line("%s := func(%s int16) int16 { %s++; return %s * 2 }", k, p, p, p)
			case "type":
				g.line("type %s int8", k)
			case "generic":
				g.line("%s := [...]int8{%d, 2, 3}", k, g.IntN(9))
			}
			use := k
			if what == "type" {
				use += "(0)"
			}
			g.line("_ = %s", use)
			mine[k], inner[k] = what, what
		}
		if depth < 3 && g.IntN(2) == 0 {
			o := old()
			switch g.IntN(6) {
			case 0:
				g.line("{")
			case 1:
				g.line("if %s := %s * 2; %s > 3 {", k, o, k)
				inner = with(inner, k, "variable")
			case 2:
				g.line("for %s := range upto(2) {\n_ = %s", k, k)
				inner = with(inner, k, "variable")
			case 3:
				g.line("switch %s := interface{}(%s).(type) {\ncase float64:\nout(\"float\", %s)\ndefault:\n_ = %s\n{", k, o, k, k)
				inner = with(inner, k, "other")
			case 4:
				g.line("for %s := 0; %s < 2; %s++ {\ntick()", k, k, k)
				inner = with(inner, k, "variable")
			default:
				g.line("func() {")
			}
			call := ""
			if strings.Contains(g.text.String()[g.text.Len()-30:], "default:") {
				call = "\n}"
			}
			if strings.HasSuffix(g.text.String(), "func() {\n") {
				call = "()"
			}
			g.hide(inner, depth+1, 3)
			g.line("}%s", call)
			inner = map[string]string{}
			for k, v := range known {
				inner[k] = v
			}
			for k, v := range mine {
				inner[k] = v
			}
		}
	}
	show()
}

func hidden() []string {
	return []string{"x", "len", "string", "true", "nil", "int", "append", "error", "any", "iota", "make", "max", "fmt2"}
}

func with(m map[string]string, k, v string) map[string]string {
	m[k] = v
	return m
}

// spelling takes text apart into bytes and runes and puts it together again.
func (g *generator) spelling(name string) {
	g.line("func %s() {", name)
	texts := []string{`"héllo"`, `"\xff\xfea"`, `"世界!"`, `"a\x00b"`, `"\u2028\U0001F600"`, `""`, `"tab\t\"q\" 'x' \\"`, "`raw\\n`", `"\xe4\xb8"`, `"ÀÉ mixed Case 9"`, `string([]rune{0xD800, 'x', -1, 0x10FFFF, 0x110000})`}
	g.line("s, u := %s, %s", pick(g, texts), pick(g, texts))
	for range 10 {
		a, b := pick(g, []string{"s", "u", "s+u", "u+\"-\"+s", "s[:len(s)/2]", "Text(u)"}), pick(g, []string{"s", "u"})
		plain := a
		if a == "Text(u)" {
			plain = "u"
		}
		switch g.IntN(14) {
		case 0:
			g.line("for i, r := range %s { out(\"rune\", i, r, string(r), fmt.Sprintf(\"%%q %%U %%#U %%c %%x\", r, r, r, r, r)) }", a)
		case 1:
			g.line("for i := range len(%s) { out(\"byte\", %s[i], string(rune((%s)[i]))) }", b, b, b)
		case 2:
			g.line("out(\"runes\", []rune(%s), string([]rune(%s)), len([]rune(%s)), string([]byte(%s)[len(%s)/2:]))", a, a, a, b, b)
		case 3:
			g.line("out(\"verbs\", fmt.Sprintf(\"%%q %%+q %%#q %%x %%X %%# x %%.2s|%%8.3s|%%-8s|%%v %%d\", %[1]s, %[1]s, %[1]s, %[1]s, %[1]s, %[1]s, %[1]s, %[1]s, %[1]s, %[1]s, %[1]s))", a)
		case 4:
			g.line("out(\"bytes\", fmt.Sprintf(\"%%v %%s %%q %%x %%X %%#v %%d %%T\", []byte(%[1]s), []byte(%[1]s), []byte(%[1]s), []byte(%[1]s), []byte(%[1]s), []byte(%[1]s), []byte(%[1]s), []byte(%[1]s)))", b)
		case 5:
			g.line("out(\"compare\", %s < %s, %s == %s, strings.Compare(%s, %s), string(%s) > \"b\")", b, plain, plain, b, b, plain, a)
		case 6:
			g.line("out(\"strings\", strings.ToUpper(%[1]s), strings.Fields(%[1]s), strings.Split(%[1]s, \"\"), strings.Map(func(r rune) rune { if r == 'l' { return -1 }; return r + 1 }, %[1]s), strings.Repeat(%[2]s, 2), strings.Contains(%[1]s, %[2]s), strings.Title(%[2]s))", plain, b)
		case 7:
			g.line("out(\"quote\", strconv.Quote(%[1]s), strconv.QuoteToASCII(%[1]s), strconv.Itoa(len(%[1]s)), strconv.FormatInt(int64(len(%[1]s))*77, %[2]d))", plain, 2+g.IntN(30))
		case 8:
			g.line("{\nb := []byte(%s)\nb = append(b, %s...)\nif len(b) > 1 { b[0], b[1] = b[1], b[0] }\nn := copy(b, %s)\nout(\"edited\", n, string(b), b)\n}", a, b, b)
		case 9:
			g.line("try(\"parse\", func() { n, err := strconv.Atoi(%s); out(\"parse\", n, err); f, err := strconv.ParseFloat(%s, 64); out(\"parse\", f, err) })", plain, pick(g, []string{`"1e5"`, `"-0"`, `"NaN"`, `"1e999"`, b}))
		case 10:
			g.line("try(\"index\", func() { out(\"index\", %s[%d], %s[%d:%d]) })", b, g.IntN(9), b, g.IntN(4), 4+g.IntN(5))
		case 11:
			g.line("switch %s { case \"a\", %s: out(\"case\"); case \"b\": fallthrough; default: out(\"default\") }", plain, pick(g, []string{`"x"`, b}))
		case 12:
			g.line("{\nm := map[rune]int{}\nfor _, r := range %s { m[r]++ }\nks := slices.Sorted(maps.Keys(m))\nout(\"histogram\", ks, len(m), m)\n}", plain)
		default:
			g.line("{\nvar sb strings.Builder\nfor i, r := range %s { fmt.Fprintf(&sb, \"%%d:%%c,\", i, r); sb.WriteByte(byte(i)) }\nout(\"built\", sb.Len(), fmt.Sprintf(\"%%q\", sb.String()))\n}", plain)
		}
	}
	g.line("_, _ = s, u\n}")
}
