package main

import (
	"fmt"
	"strings"
)

// evaluating makes assignments whose operands tell when they are evaluated.
func (g *generator) evaluating(name string) {
	g.line("func %s() {", name)
	g.line("note := func(tag string, v int) int { out(\"note\", tag, v); return v }")
	g.line("key := func(s string) string { out(\"key\", s); return s }")
	g.line("a, b := []int{1, 2, 3}, [4]int{5, 6, 7, 8}")
	g.line("m, bx := map[string]int{\"a\": 1}, &Box{P: &Pair{1, \"p\"}}")
	g.line("x, y := 10, 20\nptrs := []*int{&x, &y, &b[1]}\ngrid := [][]int{{1, 2}, {3, 4}}")
	g.line("slice := func() []int { out(\"slice\"); return a }\npointer := func(i int) *int { out(\"pointer\", i); return ptrs[i] }")
	g.line("box := func() *Box { out(\"box\"); return bx }\ntwo := func(p, q int) (int, int) { out(\"two\", p, q); return p, q }")
	g.line("var nilMap map[string]int\n_, _, _, _, _, _, _ = nilMap, key, slice, pointer, box, two, note\nch := make(chan int, 9)\nch <- 4\nch <- 5\nclose(ch)")
	tag := 0
	note := func(v int) string { tag++; return fmt.Sprintf("note(\"n%d\", %d)", tag, v) }
	left := func() string {
		i := g.IntN(3)
		return pick(g, []string{
			fmt.Sprintf("a[%s]", note(i)), fmt.Sprintf("b[%s]", note(i)), fmt.Sprintf("m[key(%q)]", pick(g, []string{"a", "b"})),
			fmt.Sprintf("*pointer(%s)", note(i)), fmt.Sprintf("box().C[%s]", note(i)), "box().P.A", "x", "y",
			fmt.Sprintf("slice()[%s]", note(i)), fmt.Sprintf("grid[%s][%s]", note(i%2), note(i/2)), "_",
			fmt.Sprintf("(*ptrs[%s])", note(i)), "bx.A", fmt.Sprintf("(&b)[%s]", note(i)),
		})
	}
	risky := func() string {
		return pick(g, []string{fmt.Sprintf("a[%s]", note(7)), "nilMap[key(\"z\")]", "nilPair.A", fmt.Sprintf("slice()[%s:][%s]", note(2), note(1))})
	}
	right := func() string {
		return pick(g, []string{
			note(g.IntN(50)), note(1) + "+" + note(2), "-" + note(3), fmt.Sprintf("a[%s]", note(g.IntN(3))), fmt.Sprintf("len(slice())*%s", note(2)),
			fmt.Sprintf("func() int { out(\"literal\"); return %d }()", g.IntN(9)), fmt.Sprintf("min(%s, %s)", note(4), note(3)),
			fmt.Sprintf("[]int{%s, %s}[%s]", note(1), note(2), note(1)), fmt.Sprintf("map[int]int{%s: %s}[%s]", note(1), note(2), note(1)),
			fmt.Sprintf("Pair{B: key(\"s\"), A: %s}.A", note(6)), fmt.Sprintf("box().Size(%s)", note(1)), "<-ch+" + note(1), fmt.Sprintf("int(Num(%s)<<%s)", note(1), note(2)),
			fmt.Sprintf("map[bool]int{true: %s}[%s > 3 && %s > 1]", note(1), note(g.IntN(8)), note(2)),
			fmt.Sprintf("any(%s).(int)", note(3)), fmt.Sprintf("len(append([]int{%s}, slice()...))", note(8)),
		})
	}
	int32s := func(l, r string) string {
		if strings.HasPrefix(l, "box().C") {
			return "int32(" + r + ")"
		}
		return r
	}
	for range 5 + g.IntN(5) {
		g.line("try(\"assign\", func() {")
		l1, l2, l3 := left(), left(), left()
		switch g.IntN(9) {
		case 0, 1:
			g.line("%s, %s = %s, %s", l1, l2, int32s(l1, right()), int32s(l2, right()))
		case 2:
			g.line("%s, %s, %s = %s, %s, %s", l1, l2, l3, int32s(l1, right()), int32s(l2, right()), int32s(l3, right()))
		case 3:
			if l1 == "_" {
				l1 = "x"
			}
			g.line("%s %s= %s", l1, pick(g, []string{"+", "-", "*", "^", "|", "&^"}), int32s(l1, right()))
		case 4:
			if l1 == "_" {
				l1 = "m[key(\"c\")]"
			}
			g.line("%s%s", l1, pick(g, []string{"++", "--"}))
		case 5:
			for strings.HasPrefix(l1, "box().C") {
				l1 = left()
			}
			for strings.HasPrefix(l2, "box().C") {
				l2 = left()
			}
			g.line("%s, %s = two(%s, %s)", l1, l2, right(), right())
		case 6:
			g.line("%s, %s = %s, %s", risky(), l1, right(), int32s(l1, right()))
		case 7:
			for strings.HasPrefix(l1, "box().C") || l1 == "_" {
				l1 = left()
			}
			g.line("for %s, b[%s] = range a {\nout(\"body\", x, y)\n}", l1, note(g.IntN(4)))
		default:
			g.line("out(\"args\", %s, %s, key(\"k\"), %s)", right(), right(), right())
		}
		g.line("})")
		if g.IntN(2) == 0 {
			g.line("out(\"state\", a, b, m, bx.C, bx.A, *bx.P, x, y, grid, len(ch))")
		}
	}
	g.line("out(\"state\", a, b, m, bx.C, bx.A, *bx.P, x, y, grid)\n}")
}

// deferring calls functions whose results deferred functions, panics and
// recoveries decide.
func (g *generator) deferring(name string) {
	n := 2 + g.IntN(3)
	for i := range n {
		g.line("func %sf%d(p int) (r int, s string) {\ntick()", name, i)
		g.deferBlock(name, i, 0, 3+g.IntN(4))
		g.line("return %s\n}", pick(g, []string{"r, s", "p, \"end\"", "r + 1, s + \".\"", "func() (int, string) { return r * 2, s }()"}))
	}
	g.line("func %s() {", name)
	for i := range n {
		for _, p := range []int{g.IntN(4), g.IntN(8)} {
			g.line("try(%q, func() { r, s := %sf%d(%d); out(\"results\", r, short(s)) })", fmt.Sprint("call", i, p), name, i, p)
		}
	}
	g.line("}")
}

func (g *generator) deferBlock(name string, fn, depth, n int) {
	for range n {
		k := g.IntN(10)
		switch c := g.IntN(17); {
		case c == 0:
			g.line("r += %d", k)
		case c == 1:
			g.line("defer out(\"arg\", r, s, p)")
		case c == 2:
			g.line("defer func(z int) { r = r*2 + z; s += \"d\" }(r + %d)", k)
		case c == 3:
			g.line("if p == %d { panic(%s) }", k%5, pick(g, []string{"\"boom\"", "p", "Pair{p, \"x\"}", "fmt.Errorf(\"err %d\", p)", "error(nil)", "any(nil)"}))
		case c == 4:
			g.line("if p&%d != 0 { return %d, \"early\" }", 1<<(k%3), k)
		case c == 5:
			g.line("if p > %d { out(\"index\", []int{1, 2}[p]) }", k%4)
		case c == 6 && fn > 0:
			g.line("if q, t := %sf%d(p - 1); q > %d { r, s = q, t }", name, g.IntN(fn), k)
		case c == 7:
			g.line("func() { defer func() { out(\"inner\", recover() != nil) }(); var np *Pair; np.A = %d }()", k)
		case c == 8:
			g.line("for i := range 3 { defer func() { r += i * %d; s += fmt.Sprint(i) }() }", k)
		case c == 9:
			g.line("for i := 0; i < 3; i++ { defer func(f func() int) { out(\"loop\", f(), i) }(func() int { i += %d; return i }) }", k)
		case c == 10:
			g.line("for i := range upto(4) {\nif i == %d { break }\ndefer func() { out(\"iterated\", i, r); r++ }()\nif i == p { return i, \"iter\" }\n}", k%4)
		case c == 11:
			g.line("defer func() { func() { out(\"deep\", recover()) }() }()")
		case c == 12:
			pr := fmt.Sprint("pr", g.serial())
			g.line("%s := Pair{p, \"pr\"}\ndefer %s.Grow(1)\ndefer out(\"grown\", %s.A)\ndefer func(f func(int) int) { r += f(2) }(%s.Size)\n%s.A += %d", pr, pr, pr, pr, pr, k)
		case c >= 13 && depth < 2:
			g.line("defer func() {")
			switch g.IntN(4) {
			case 0, 1:
				g.line("if e := recover(); e != nil { out(\"recovered\", fmt.Sprint(e)); r += 10")
				if g.IntN(3) == 0 {
					g.line("if p > %d { panic(fmt.Sprint(\"again \", e)) }", k%4)
				}
				g.line("}")
			case 2:
				g.line("switch e := recover().(type) {\ncase nil:\ns += \"n\"\ncase string:\ns = e\ncase error:\ns += e.Error()\ndefer func() { out(\"after\", recover()) }()\ndefault:\npanic(e)\n}")
			}
			was := g.text.Len()
			g.deferInner(name, fn, depth+1)
			if was == g.text.Len() {
				g.line("s += \"_\"")
			}
			g.line("}()")
		default:
			g.line("s += %q", string(rune('a'+k)))
		}
	}
}

// deferInner is the rest of a deferred function, which has no results.
func (g *generator) deferInner(name string, fn, depth int) {
	for range g.IntN(3) {
		switch g.IntN(5) {
		case 0:
			g.line("r, s = r+%d, s+\"i\"", g.IntN(5))
		case 1:
			g.line("if r > %d { panic(%q) }", 5+g.IntN(20), "deferred")
		case 2:
			g.line("defer func() { if e := recover(); e != nil { out(\"nested\", fmt.Sprint(e), r); r-- } }()")
		case 3:
			if fn > 0 {
				g.line("if r > 3 { q, _ := %sf%d(p - 2); r += q }", name, g.IntN(fn))
			}
		default:
			g.line("if r < %d { return }", g.IntN(9))
		}
	}
}

// serial is a number that nothing else in the program has.
func (g *generator) serial() int {
	g.names++
	return g.names
}

// iterating leaves loops over iterators, one inside another, in all ways.
func (g *generator) iterating(name string) {
	g.line("func %s() {", name)
	for i := range 3 {
		g.line("try(\"iter\", func() { r, s := %sf%d(%d); out(\"left\", r, s) })", name, i, g.IntN(6))
	}
	g.line("}")
	for i := range 3 {
		g.line("func %sf%d(p int) (r int, s string) {", name, i)
		if g.IntN(2) == 0 {
			g.line("defer func() { if e := recover(); e != nil { out(\"iter panic\", e); s += \"!\" } }()")
		}
		g.iterLoop(nil, 0)
		g.iterLoop(nil, 1)
		g.line("return r, s + \"end\"\n}")
	}
}

// seq writes an iterator over int.
func (g *generator) seq(depth int) string {
	if depth <= 0 {
		return pick(g, []string{fmt.Sprintf("upto(%d)", 1+g.IntN(5)), "slices.Values([]int{4, 2, 9, p})", "maps.Keys(map[int]bool{p: true})", "iter.Seq[int](upto(3))"})
	}
	e := g.seq(depth - 1)
	k := g.IntN(4)
	return pick(g, []string{
		fmt.Sprintf("take(%s, %d)", e, k+1), fmt.Sprintf("mapped(%s, func(x int) int { return x*%d + p })", e, k),
		fmt.Sprintf("filtered(%s, func(x int) bool { return x%%%d == 0 })", e, k+1), fmt.Sprintf("joined(%s, %s)", e, g.seq(0)),
		fmt.Sprintf("slices.Values(slices.Sorted(%s))", e), fmt.Sprintf("slices.Values(slices.Collect(%s))", e),
		fmt.Sprintf("pulled(%s)", e), fmt.Sprintf("func(yield func(int) bool) { for x := range %s { if !yield(x + r) { s += \"x\"; return } } }", e),
	})
}

func (g *generator) iterLoop(labels []string, depth int) {
	x, label := fmt.Sprint("x", depth), ""
	old := g.IntN(8) == 0
	if old {
		g.line("var %s int", x)
	}
	if g.IntN(2) == 0 {
		label = fmt.Sprint("L", g.serial())
		g.line("%s:", label)
		labels = append(labels[:len(labels):len(labels)], label)
	}
	switch c := g.IntN(7); {
	case old:
		g.line("for %s = range %s {", x, g.seq(g.IntN(2)))
	case c == 0:
		g.line("for %s := range %d {", x, 2+g.IntN(3))
	case c == 1:
		g.line("for %s, y := range slices.All([]string{\"a\", \"b\", \"c\"}) {\ns += y", x)
	case c == 2:
		g.line("for %s, y := range numbered(%s) {\nr += y", x, g.seq(1))
	case c == 3:
		g.line("for %s := 0; %s < 3; %s++ {", x, x, x)
	default:
		g.line("for %s := range %s {", x, g.seq(g.IntN(3)))
	}
	g.line("tick()\nr += %s", x)
	inner := depth < 2
	for range 2 + g.IntN(3) {
		cond := pick(g, []string{x + " == p", "r > " + fmt.Sprint(g.IntN(30)), x + fmt.Sprintf("%%3 == %d", g.IntN(3)), "len(s) > 5"})
		switch c := g.IntN(12); {
		case c == 0:
			g.line("if %s { break }", cond)
		case c == 1:
			g.line("if %s { continue }", cond)
		case c == 2 && len(labels) > 0:
			g.line("if %s { break %s }", cond, pick(g, labels))
		case c == 3 && len(labels) > 0:
			g.line("if %s { continue %s }", cond, pick(g, labels))
		case c == 4:
			g.line("if %s { return %s }", cond, pick(g, []string{"", x + ", \"ret\"", "r * 2, s"}))
		case c == 5:
			g.line("defer func() { s += fmt.Sprint(\"d\", %s); r++ }()", x)
		case c == 6:
			g.line("if %s { panic(fmt.Sprint(\"p\", %s)) }", cond, x)
		case c == 7:
			g.line("func() { defer func() { recover() }(); for z := range upto(3) { if z == 1 { panic(z) }; r += z } }()")
		case c == 8:
			g.line("switch {\ncase %s:\nbreak\ncase r&1 == 0:\ns += \"e\"\nfallthrough\ndefault:\nr += 2\n}", cond)
		case c <= 10 && inner:
			inner = false
			g.iterLoop(labels, depth+1)
		default:
			g.line("s += fmt.Sprint(%s)", x)
		}
	}
	for _, l := range labels {
		if l == label {
			// A label must be used.
			g.line("if r > 60 { %s %s }", pick(g, []string{"break", "continue"}), l)
		}
	}
	g.line("s = short(s)\n}")
	if depth == 0 {
		g.line("out(\"loop\", r, s)")
	}
}

// communicating runs goroutines and channels whose outcome does not depend on
// who is first.
func (g *generator) communicating(name string) {
	g.line("func %s() {", name)
	g.line("var wg sync.WaitGroup\nvar mu sync.Mutex\ntotal := 0\nsrc := make(chan int, %d)", g.IntN(3))
	g.line("go func() {\ndefer close(src)\nfor i := range %d { src <- i * %d }\n}()", 4+g.IntN(6), 1+g.IntN(5))
	last := "src"
	for i := range 1 + g.IntN(4) {
		next := fmt.Sprint("c", i)
		k := 1 + g.IntN(4)
		g.line("%s := make(chan int, %d)\ngo func(in <-chan int, outc chan<- int) {\ndefer close(outc)", next, g.IntN(3))
		switch g.IntN(6) {
		case 0:
			g.line("for x := range in { outc <- x + %d }", k)
		case 1:
			g.line("for x := range in { if x%%%d == 0 { continue }; outc <- x }", k+1)
		case 2:
			g.line("for { x, ok := <-in; if !ok { return }; outc <- x; outc <- -x }")
		case 3:
			g.line("defer func() { if r := recover(); r != nil { outc <- %d } }()\nfor x := range in { outc <- 100 / (x - %d) }\n", k, k)
			g.line("for range in {}")
		case 4:
			g.line("var idle chan int\nfor { select { case x, ok := <-in: if !ok { return }; outc <- x * x; case <-idle: panic(\"idle\") } }")
		default:
			g.line("L:\nfor { select { case x, ok := <-in: if !ok { break L }; if x > %d { continue L }; outc <- x } }", k*5)
		}
		g.line("}(%s, %s)", last, next)
		last = next
	}
	g.line("for x := range %s { out(\"got\", x); total += x }", last)
	g.line("for range src {}") // what a stage that panicked has left
	g.line("sum, results := total, make([]int, 4)\nfor i := range results {\nwg.Add(1)\ngo func() {\ndefer wg.Done()\nresults[i] = i * sum\nmu.Lock()\ndefer mu.Unlock()\ntotal += i\n}()\n}\nwg.Wait()\nout(\"results\", results, total)")
	g.line("done, full, req := make(chan struct{}), make(chan string, 1), make(chan chan int)")
	g.line("go func() { for c := range req { c <- cap(c) + %d }; close(done) }()", g.IntN(9))
	g.line("for i := range 3 { c := make(chan int, i); req <- c; out(\"answer\", <-c) }\nclose(req)\n<-done")
	g.line("full <- \"first\"")
	for range 3 + g.IntN(4) {
		g.line("try(\"select\", func() {\nselect {\n%s:\nout(\"sent\")\ncase s, ok := <-full:\nout(\"received\", s, ok)\n}\n})",
			pick(g, []string{"case full <- \"v\"", "default", "case <-make(chan int)", "case (chan int)(nil) <- 1"}))
		switch g.IntN(8) {
		case 0:
			g.line("try(\"fill\", func() { select { case full <- \"x\": default: out(\"is full\", len(full)) } })")
		case 1:
			g.line("try(\"close\", func() { close(done) })")
		case 2:
			g.line("try(\"nil\", func() { var c chan int; close(c) })")
		}
		g.line("select { case full <- \"again\": default: }")
	}
	g.line("}")
}

// jumping goes to labels forwards and backwards.
func (g *generator) jumping(name string) {
	n := 4 + g.IntN(4)
	g.line("func %s() {", name)
	g.line("var a, b int\nvar fs []func() int\nvar s string")
	used := map[int]bool{}
	var lines []string
	for i := range n {
		lines = append(lines, fmt.Sprintf("\x00%d", i))
		for range 1 + g.IntN(2) {
			to := g.IntN(n)
			jump := fmt.Sprintf("goto %sL%d", name, to)
			k := 1 + g.IntN(6)
			switch g.IntN(8) {
			case 0:
				lines = append(lines, fmt.Sprintf("a += %d", k))
				continue
			case 1:
				lines = append(lines, fmt.Sprintf("{ x := a * %d; fs = append(fs, func() int { x++; return x }) }", k))
				continue
			case 2:
				lines = append(lines, fmt.Sprintf("for i := range 5 { if i == a%%5 { %s }; b += i }", jump))
			case 3:
				lines = append(lines, fmt.Sprintf("switch a %% 4 { case 0: b++; case 1: %s; default: s += \"s\" }", jump))
			case 4:
				lines = append(lines, fmt.Sprintf("for i := range upto(4) { if i > b%%5 { %s }; fs = append(fs, func() int { return i }) }", jump))
			case 5:
				lines = append(lines, fmt.Sprintf("select { case <-make(chan int): default: if a < %d { %s } }", k*4, jump))
			default:
				lines = append(lines, fmt.Sprintf("if a++; a%%%d == 0 { %s }", k+1, jump))
			}
			used[to] = true
		}
	}
	for _, l := range lines {
		if i, is := strings.CutPrefix(l, "\x00"); is {
			k := 0
			fmt.Sscan(i, &k)
			if used[k] {
				g.line("%sL%d:", name, k)
			}
			g.line("if tick(); len(fs) > 6 { fs = fs[3:] }\na++; s = short(s + %q)", i)
			continue
		}
		g.line("%s", l)
	}
	g.line("for _, f := range fs { out(\"jumped\", f(), f()) }\nout(\"jumps\", a, b, s)\n}")
}
