package vet

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/petri-lab/petri/genome"
)

// files makes a module from pairs of file name and text.
func files(name string, pairs ...string) genome.Module {
	m := genome.Module{Name: name}
	for i := 0; i < len(pairs); i += 2 {
		m.Files = append(m.Files, genome.File{Name: pairs[i], Text: []byte(pairs[i+1])})
	}
	return m
}

func mod(name, text string) genome.Module { return files(name, "a.go", text) }

func TestVetAccepts(t *testing.T) {
	for _, test := range []struct {
		name    string
		g       genome.Genome
		p       genome.Profile
		modules string // name(package): imports; ...
	}{
		{"one", genome.FromString("a.go", "package candidate\n"), genome.Strict(), "candidate(candidate):"},
		{"main", genome.FromString("a.go", "package main\nimport \"fmt\"\nfunc main() { fmt.Println() }\n"), genome.Strict(), "main(main):fmt"},
		{"named main", genome.Genome{mod("main", "package main\n")}, genome.Strict(), "main(main):"},
		{"main in another place", genome.Genome{mod("cmd/tool", "package main\n")}, genome.Strict(), "cmd/tool(main):"},
		{"order", genome.Genome{
			mod("fitness", "package fitness\nimport \"candidate\"\nimport \"shapes/circle\"\nvar X = candidate.X + circle.X\n"),
			mod("", "package candidate\nimport (\n\"shapes/circle\"\n\"fmt\"\n)\nvar X = circle.X\nvar _ = fmt.Sprint()\n"),
			mod("shapes/circle", "package circle\nimport c \"math\"\nvar X = c.Pi\n"),
		}, genome.Strict(), "shapes/circle(circle):math; candidate(candidate):fmt shapes/circle; fitness(fitness):candidate shapes/circle"},
		{"two files", genome.Genome{files("", "a.go", "package p\nimport \"fmt\"\nvar _ = fmt.Sprint()", "b.go", "package p\nimport _ \"fmt\"\nimport _ \"bytes\"")}, genome.Strict(), "p(p):bytes fmt"},
		{"module of a name that the profile does not allow", genome.Genome{mod("", "package net\n")}, genome.Standard(), "net(net):"},
		{"goroutine", genome.FromString("a.go", "package p\nfunc f() { go f() }\n"), genome.Standard(), "p(p):"},
		{"dot-import", genome.FromString("a.go", "package p\nimport . \"fmt\"\nvar _ = Sprint(Errorf(\"\"))\n"), genome.Standard(), "p(p):fmt"},
		{"harmless directives", genome.FromString("a.go", "package p\n//go:noinline\nfunc f() {}\n//go:generate x\n//go:nosplit\n//go:norace\nfunc g() {}\n"), genome.Strict(), "p(p):"},
		{"harmless comments", genome.FromString("a.go", "package p\n// see //go:linkname\n// line 3\n// +build x\n"), genome.Strict(), "p(p):"},
		{"linux only", genome.Genome{files("", "robot_linux.go", "package p\n", "x_linux_amd64.go", "package p", "arm.go", "package p")}, genome.Strict(), "p(p):"},
		{"constraints", genome.Genome{files("", "a.go", "//go:build linux && go1.22\n\npackage p\nvar _ = x\n", "b_amd64.go", "package p\nvar x = 1\n",
			"b_arm64.go", "package p\nvar x = 2\n", "gen.go", "//go:build ignore\n\npackage main\n", "c.go", "// +build cgo\n\npackage p\nimport \"C\"\n")}, genome.Strict(), "p(p):"},
		{"one file is the one that is meant", genome.Genome{files("", "a_windows.go", "//go:build ignore\n\npackage p\n")}, genome.Strict(), "p(p):"},
		{"constants", genome.FromString("a.go", "package p\nvar _ = []any{1e308, 1e0001, 0x1p-1074, 1_000e+1_0, uint64(1<<63), 1<<1e1, 0xeEe99999, 0777, 1e5i, 1<<500>>495, n<<100000}\nvar n = 1\n"), genome.Strict(), "p(p):"},
		{"a long sum", genome.FromString("a.go", "package p\nvar x = 1"+strings.Repeat("+1", 1000)), genome.Strict(), "p(p):"},
		{"a long sum of signs", genome.FromString("a.go", "package p\nvar x = 1"+strings.Repeat(" + -1", 1000)), genome.Strict(), "p(p):"},
		{"a long list", genome.FromString("a.go", "package p\nvar x = []int{"+strings.Repeat("-1, (2), f(3)[4],\n", 10000)+"}\nfunc f(int) []int { return nil }"), genome.Strict(), "p(p):"},
		{"many statements", genome.FromString("a.go", "package p\nfunc f(a bool, c []int) {\n"+strings.Repeat("if x := (1); !a { f(a, c) } else { c[x]++ }\n", 5000)+"}"), genome.Strict(), "p(p):"},
		{"many cases", genome.FromString("a.go", "package p\nfunc f(x, y int) {\nswitch x {\n"+strings.Repeat("case -y:\n", 5000)+"}}"), genome.Strict(), "p(p):"},
		{"many functions", genome.FromString("a.go", "package p\ntype T int\n"+strings.Repeat("func (t *T) _(a, b []int, c map[string]*T) (func() *T, []int) { return nil, nil }\n", 5000)), genome.Strict(), "p(p):"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := Check(test.g, test.p, genome.Caps{})
			if !r.OK() || r.Denied {
				t.Fatalf("denied %v: %v", r.Denied, r.Diagnostics)
			}
			var got []string
			for _, m := range r.Modules {
				got = append(got, fmt.Sprintf("%s(%s):%s", m.Name, m.Package, strings.Join(m.Imports, " ")))
			}
			if s := strings.Join(got, "; "); s != test.modules {
				t.Errorf("got %s, want %s", s, test.modules)
			}
		})
	}
}

func TestVetRefuses(t *testing.T) {
	const denied, broken = true, false
	for _, test := range []struct {
		name   string
		g      genome.Genome
		p      genome.Profile
		denied bool
		want   []string // rule, module and position, message
	}{
		{"import", genome.FromString("a.go", "package p\nimport (\n\t\"fmt\"\n\t\"os/exec\"\n\t\"net\"\n\t\"sync\"\n)\nvar _ = fmt.Sprint(exec.Command(net.IPv4len))\nvar _ sync.Mutex\n"), genome.Strict(), denied, []string{
			`import p a.go:4:2: import of "os/exec": no profile allows it`,
			`import p a.go:5:2: import of "net": no profile allows it`,
			`import p a.go:6:2: import of "sync" under profile strict: the profile does not allow it`}},
		{"trusted", genome.FromString("a.go", "package p\nimport _ \"os/exec\"\n"), genome.Trusted(), denied, []string{
			`import p a.go:2:8: import of "os/exec": no profile allows it`}},
		{"strict", genome.FromString("a.go", "package p\nimport \"os\"\nimport . \"fmt\"\nfunc f() {\n\tgo f()\n\tPrint(os.Args)\n}\n"), genome.Strict(), denied, []string{
			`import p a.go:2:8: import of "os" under profile strict: the profile does not allow it`,
			`dot-import p a.go:3:8: dot-import of "fmt": it hides where names come from`,
			`goroutine p a.go:5:2: go statement: the profile does not allow goroutines`}},
		{"outside", genome.FromString("a.go", "package p\nimport \"github.com/traefik/yaegi/stdlib\"\nimport \"./x\"\nimport \"/etc\"\n"), genome.Trusted(), denied, []string{
			`import p a.go:2:8: import of "github.com/traefik/yaegi/stdlib" from outside the genome: the profile does not allow it`,
			`import p a.go:3:8: import of "./x" from outside the genome: the profile does not allow it`,
			`import p a.go:4:8: import of "/etc" from outside the genome: the profile does not allow it`}},
		{"private", genome.FromString("a.go", "package p\nimport \"internal/syscall/unix\"\n"), genome.Trusted(), denied, []string{
			`import p a.go:2:8: import of "internal/syscall/unix": no profile allows it`}},
		{"unsafe and cgo", genome.FromString("a.go", "package p\nimport _ \"unsafe\"\nimport \"C\"\nimport \"runtime/cgo\"\n"), genome.Trusted(), denied, []string{
			`unsafe p a.go:2:8: import of "unsafe": it leads out of the language, and no profile allows it`,
			`unsafe p a.go:3:8: import of "C": it leads out of the language, and no profile allows it`,
			`unsafe p a.go:4:8: import of "runtime/cgo": it leads out of the language, and no profile allows it`}},
		{"directives", genome.FromString("a.go", "package p\n//go:linkname a b\nfunc a() {}\n//go:embed x\nvar x string\n//line z.go:7\nvar /*line z.go:9:9*/ y int\nvar z string //export z\n"), genome.Trusted(), denied, []string{
			`directive p a.go:2:1: directive //go:linkname: instructions to the compiler are not allowed`,
			`directive p a.go:4:1: directive //go:embed: instructions to the compiler are not allowed`,
			`directive p a.go:6:1: directive //line: instructions to the compiler are not allowed`,
			`directive p a.go:7:5: directive /*line: instructions to the compiler are not allowed`,
			`directive p a.go:8:14: directive //export: instructions to the compiler are not allowed`}},
		{"constraints that exclude all", genome.Genome{files("", "a.go", "//go:build ignore\n\npackage p\n", "b.go", "// +build ignore\n\npackage p\n", "c_windows.go", "package p\n", "d_js_amd64.go", "package p\n")}, genome.Trusted(), broken, []string{
			`constraint  a.go: build constraints exclude all of the module's files`}},
		{"constraint of an older language", genome.FromString("a.go", "//go:build go1.21\n\npackage p\n"), genome.Trusted(), denied, []string{
			`constraint p a.go:3:1: build constraint that chooses the language of go1.21: a genome is of the language of go1.22 or later`}},
		{"constraint of a newer language", genome.FromString("a.go", "//go:build go1.99\n\npackage p\n"), genome.Trusted(), broken, []string{
			`types p a.go:3:9: file requires newer Go version go1.99 (application built with go1.26)`}},
		{"constants", genome.FromString("a.go", "package p\nconst a = 1e999999999\nconst c = 0x1p-99999\nvar e = 1e00_012345i\nvar f = undefined\n"), genome.Trusted(), denied, []string{
			`constant p a.go:2:11: exponent 999999999 (limit 4 digits): to compute it could take unbounded time and memory`,
			`constant p a.go:3:11: exponent 99999 (limit 4 digits): to compute it could take unbounded time and memory`,
			`constant p a.go:4:9: exponent 12345 (limit 4 digits): to compute it could take unbounded time and memory`}},
		{"constant shifts", genome.FromString("a.go", "package p\nconst b = 1 << 1000000000\nconst d = 1 >> (99999)\n"), genome.Trusted(), broken, []string{
			`types p a.go:2:16: invalid operation: invalid shift count 1000000000 (untyped int constant)`,
			`types p a.go:3:16: invalid operation: invalid shift count (99999) (untyped int constant 99999)`}},
		{"long number", genome.FromString("a.go", "package p\nconst a = "+strings.Repeat("9", 5000)), genome.Trusted(), denied, []string{
			`constant p a.go:2:11: number of 5000 characters (limit 4096): to compute it could take unbounded time and memory`}},
		{"parse", genome.FromString("a.go", "package p\nfunc f() {\n\tx := \n}\nfunc g( {\n}\n"), genome.Standard(), broken, []string{
			`parse p a.go:4:1: expected operand, found '}'`,
			`parse p a.go:6:3: expected ';', found 'EOF'`}},
		{"no package", genome.FromString("a.go", "func f() {}\n"), genome.Standard(), broken, []string{
			`parse  a.go:1:1: expected 'package', found 'func'`}},
		{"line directives do not move errors", genome.FromString("a.go", "package p\n//line /etc/passwd:99\nfunc f() { ) }\n"), genome.Standard(), denied, []string{
			`directive p a.go:2:1: directive //line: instructions to the compiler are not allowed`,
			`parse p a.go:3:12: expected statement, found ')'`}},
		{"package mismatch", genome.Genome{files("p", "a.go", "package p\n", "b.go", "package q\n")}, genome.Standard(), broken, []string{
			`package p b.go:1:9: package q, but a.go says package p`}},
		{"package and name", genome.Genome{mod("x/y", "package z\n")}, genome.Standard(), broken, []string{
			`package x/y a.go:1:9: package z in module "x/y": must be package y or main`}},
		{"unnamed and named", genome.Genome{mod("p", "package p\n"), mod("", "package p\n")}, genome.Standard(), broken, []string{
			`package  a.go:1:9: package p has the name of another module of the genome`}},
		{"shadow", genome.Genome{mod("fmt", "package fmt\n")}, genome.Standard(), broken, []string{
			`package fmt a.go:1:9: module "fmt" has the name of a standard package; give it another`}},
		{"shadow unnamed", genome.Genome{mod("", "package sort\n")}, genome.Standard(), broken, []string{
			`package sort a.go:1:9: module "sort" has the name of a standard package; give it another`}},
		{"blank package", genome.Genome{mod("", "package _\n")}, genome.Standard(), broken, []string{
			`package  a.go:1:9: invalid package name _`}},
		{"package in another script", genome.Genome{mod("", "package größe\n")}, genome.Standard(), broken, []string{
			`package  a.go:1:9: bad name: module "größe": element "größe" is not a Go identifier in ASCII`}},
		{"no module", genome.Genome{mod("p", "package p\nimport \"candidat\"\n")}, genome.Standard(), broken, []string{
			`link p a.go:2:8: the genome has no module "candidat"`}},
		{"import main", genome.Genome{mod("main", "package main\n"), mod("p", "package p\nimport \"main\"\n")}, genome.Standard(), broken, []string{
			`link p a.go:2:8: module "main" is a package main and cannot be imported`}},
		{"cycle", genome.Genome{mod("b", "package b\nimport \"c\"\n"), mod("a", "package a\nimport \"fmt\"\nimport \"b\"\n"), mod("c", "package c\nimport \"a\"\n")}, genome.Standard(), broken, []string{
			`cycle a a.go:3:8: import cycle: a -> b -> c -> a`}},
		{"self", genome.Genome{mod("a", "package a\nimport \"a\"\n")}, genome.Standard(), broken, []string{
			`cycle a a.go:2:8: import cycle: a -> a`}},
		{"structure", genome.Genome{mod("a", "")}, genome.Standard(), broken, []string{
			`structure  module "a": file a.go: empty genome: no bytes`}},
		{"both kinds", genome.Genome{mod("a", "package a\nimport \"net\"\n"), mod("b", "package b\n)\n")}, genome.Standard(), denied, []string{
			`import a a.go:2:8: import of "net": no profile allows it`,
			`parse b a.go:2:1: expected declaration, found ')'`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := Check(test.g, test.p, genome.Caps{})
			var got []string
			for _, d := range r.Diagnostics {
				got = append(got, d.Rule+" "+d.Module+" "+d.String())
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
			if r.Denied != test.denied || r.OK() || r.Modules != nil {
				t.Errorf("denied %v, OK %v, modules %v", r.Denied, r.OK(), r.Modules)
			}
		})
	}
}

// A file that cannot be looked into must not make others wrong.
func TestVetOpaque(t *testing.T) {
	g := genome.Genome{mod("", "package p\nvar x = "+strings.Repeat("(", 300)), mod("q", "package q\nimport \"p\"\n")}
	r := Check(g, genome.Standard(), genome.Caps{})
	if len(r.Diagnostics) != 1 || r.Diagnostics[0].Rule != "nesting" || r.Denied {
		t.Errorf("got %v", r.Diagnostics)
	}
}

func TestVetLimits(t *testing.T) {
	g := genome.FromString("a.go", "package p\nimport _ \"errors\"\nimport _ \"fmt\"\nimport _ \"errors\"\nimport _ \"io\"\n")
	if r := Check(g, genome.Standard(), genome.Caps{Imports: 3}); !r.OK() {
		t.Errorf("at the limit: %v", r.Diagnostics)
	}
	r := Check(g, genome.Standard(), genome.Caps{Imports: 2})
	if len(r.Diagnostics) != 1 || r.Diagnostics[0].String() != "a.go:5:8: module imports more than 2 packages" {
		t.Errorf("got %v", r.Diagnostics)
	}

	// A hundred are listed; denials first, for they decide.
	text := "package p\nfunc f() {\n" + strings.Repeat("go f()\n", 250) + "}\n)\n"
	r = Check(genome.FromString("a.go", text), genome.Strict(), genome.Caps{})
	if n := len(r.Diagnostics); n != MaxDiagnostics+1 || !r.Denied {
		t.Fatalf("%d diagnostics, denied %v", n, r.Denied)
	}
	if last := r.Diagnostics[MaxDiagnostics]; last.Message != "151 more violations are not listed" {
		t.Errorf("last: %v", last)
	}
}

func TestVetNesting(t *testing.T) {
	const n = 100_000
	rep := func(s string) string { return strings.Repeat(s, n) }
	for name, text := range map[string]string{
		"parens":          "var x = " + rep("("),
		"closed parens":   "var x = " + rep("(") + "1" + rep(")"),
		"mismatched":      "var x = " + rep("(]"),
		"mixed":           "var x = " + rep("([{"),
		"blocks":          "func f() {" + rep("{"),
		"functions":       "var x = " + rep("func(){"),
		"parameters":      "var x " + rep("func("),
		"results":         "var x " + rep("func()"),
		"starred results": "var x " + rep("func() *[]"),
		"literals":        "var x = " + rep("T{"),
		"structs":         "var x " + rep("struct{x "),
		"minus":           "var x = " + rep("- ") + "1",
		"not":             "var x = " + rep("!") + "a",
		"stars":           "var x " + rep("*") + "T",
		"address":         "var x = " + rep("& ") + "T",
		"receive":         "var x = " + rep("<-") + "c",
		"slices":          "var x " + rep("[]") + "int",
		"arrays":          "var x " + rep("[1]") + "int",
		"maps":            "var x " + rep("map[int]") + "int",
		"chans":           "var x " + rep("chan ") + "int",
		"receive chans":   "var x " + rep("<-chan ") + "int",
		"else if":         "func f() { if a {} " + rep("else if a {} "),
		"sum":             "var x = 1" + rep("+1"),
		"and":             "var x = a" + rep("&& a"),
		"shifts":          "const x = 1" + rep("<<1"),
		"selectors":       "var x = a" + rep(".a"),
		"calls":           "var x = a" + rep("()"),
		"indexes":         "var x = a" + rep("[0]"),
		"assertions":      "var x = a" + rep(".(a)"),
		"labels":          "func f() {" + rep("a:"),
		"labels, lines":   "func f() {" + rep("a:\n"),
		"instances":       "var x " + rep("T["),
		"keywords":        "func f() {" + rep("go func "),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			r := Check(genome.FromString("a.go", "package p\n"+text), genome.Trusted(), genome.Caps{FileBytes: 8 << 20})
			if len(r.Diagnostics) != 1 || r.Diagnostics[0].Rule != "nesting" || r.Diagnostics[0].Line == 0 {
				t.Errorf("got %.300v", r.Diagnostics)
			}
			if d := time.Since(start); d > 20*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

// What the limits allow must be cheap too.
func TestVetAtLimits(t *testing.T) {
	for _, text := range []string{
		"var x = " + strings.Repeat("(", 255) + "1" + strings.Repeat(")", 255),
		"var x = 1" + strings.Repeat("+1", 4000),
		"func f(a bool) { if a {} " + strings.Repeat("else if a {} ", 1300) + "}",
	} {
		if r := Check(genome.FromString("a.go", "package p\n"+text+"\n"), genome.Trusted(), genome.Caps{}); !r.OK() {
			t.Errorf("%.40s: %v", text, r.Diagnostics)
		}
	}
}

func FuzzVet(f *testing.F) {
	for _, s := range []string{
		"package p\nimport \"fmt\"\nfunc f() { go fmt.Println(1e5) }\n",
		"package p\n//line x:1\nvar x = ((((1 << 3)))\n", "//go:build x\n\npackage main", "package", "package p;import.\"a\"",
		"package p\ntype L[T any] struct { next *L[T]; x T }\nfunc (l *L[T]) M() (r L[struct{ a, b T }]) { return }\nfunc g[T any](x T) []T { return nil }\nvar x = g(g(L[int]{}.M()))\n",
		"package p\ntype A = struct{ a, b B }\ntype B interface{ A | ~int; m(A) }\nconst c, d = \"x\" + \"y\", 1e99 * 1e99 << 3\nfunc init() { L: for { goto L; break L } }\n",
		"package p\nimport (. \"os\"; \"encoding/json\")\nfunc f(e json.UnmarshalTypeError) { Args[0], _ = e.Type.Name(), &Args; func() { return }() }\n",
		"package p\nfunc f[T ~int|*[]map[int]chan<- T](x ...T) { L: for range x { if !x {} else if -1+^2 {} } }\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		start := time.Now()
		for _, p := range []genome.Profile{genome.Strict(), genome.Trusted()} {
			r := Check(genome.FromString("a.go", text), p, genome.Caps{FileBytes: 1 << 16, Nesting: 32})
			if r.OK() == (len(r.Modules) == 0) || r.Denied && r.OK() || len(r.Diagnostics) > MaxDiagnostics+1 {
				t.Fatalf("inconsistent: %+v", r)
			}
			for _, d := range r.Diagnostics {
				if d.Rule == "" || d.Message == "" || d.Line < 0 || d.Line > strings.Count(text, "\n")+1 {
					t.Fatalf("bad diagnostic: %+v", d)
				}
			}
		}
		if d := time.Since(start); d > 5*time.Second {
			t.Fatalf("took %v", d)
		}
	})
}
