package vet

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/genome/stdlib"
)

// modern uses what Go has got since generics.
const modern = `package modern

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
)

type Number interface{ ~int | ~float64 }

type List[T any] struct {
	head *node[T]
	n    int
}

type node[T any] struct {
	value T
	next  *node[T]
}

func (l *List[T]) Push(v T) *List[T] {
	l.head = &node[T]{v, l.head}
	l.n++
	return l
}

func (l *List[T]) All() iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		i := 0
		for n := l.head; n != nil; n = n.next {
			if !yield(i, n.value) {
				return
			}
			i++
		}
	}
}

type Pair[A, B any] struct {
	A A
	B B
}

type Set[T comparable] = map[T]struct{}

func Zip[A, B any](a []A, b []B) []Pair[A, B] {
	var out []Pair[A, B]
	for i := range min(len(a), len(b)) {
		out = append(out, Pair[A, B]{a[i], b[i]})
	}
	return out
}

func Sum[T Number](xs ...T) (sum T) {
	for _, x := range xs {
		sum += x
	}
	return sum
}

func Reduce[T, A any](xs []T, start A, f func(A, T) A) A {
	for _, x := range xs {
		start = f(start, x)
	}
	return start
}

type Tree[K cmp.Ordered, V any] struct {
	left, right *Tree[K, V]
	key         K
	value       V
}

func (t *Tree[K, V]) Put(k K, v V) *Tree[K, V] {
	if t == nil {
		return &Tree[K, V]{key: k, value: v}
	}
	switch c := cmp.Compare(k, t.key); {
	case c < 0:
		t.left = t.left.Put(k, v)
	case c > 0:
		t.right = t.right.Put(k, v)
	default:
		t.value = v
	}
	return t
}

var total = Sum(one, 2, max(3, one))

var one = 1

func Use() string {
	l := new(List[string]).Push("a").Push("b").Push("c")
	seen := Set[string]{}
	for i, s := range l.All() {
		seen[fmt.Sprint(i, s)] = struct{}{}
	}
	for i := range 3 {
		defer func() { _ = i }()
	}
	var t *Tree[string, []Pair[int, string]]
	t = t.Put("x", Zip([]int{1}, []string{"y"})).Put("y", nil)
	pairs := Zip(Zip([]int{1}, []string{"y"}), []float64{Sum(1.5, 2)})
	longest := Reduce(slices.Sorted(maps.Keys(seen)), "", func(a, b string) string { return max(a, b) })
	clear(seen)
	once := sync.OnceFunc(func() {})
	once()
	for part := range strings.SplitSeq("a b", " ") {
		longest += part
	}
	return fmt.Sprint(t.left, pairs, longest, errors.Join(nil))
}
`

func TestSyntax(t *testing.T) {
	g := genome.Genome{
		mod("user", "package user\n\nimport \"modern\"\n\nvar _ = modern.Sum(1)\nvar X = modern.Use()\n"),
		files("modern", "a.go", modern, "b.go", "package modern\n\nvar after = total\n\nfunc init() { _ = after }\n"),
	}
	r := Check(g, genome.Strict(), genome.Caps{})
	// sync is not the profile's.
	if len(r.Diagnostics) != 1 || r.Diagnostics[0].Rule != "import" {
		t.Fatal(r.Diagnostics)
	}
	r = Check(g, genome.Standard(), genome.Caps{})
	if !r.OK() || len(r.Modules) != 2 {
		t.Fatal(r.Diagnostics)
	}
	first, second := r.Modules[0].Syntax, r.Modules[1].Syntax
	if first.Fset != second.Fset || len(first.Files) != 2 || !slices.Contains(second.Package.Imports(), first.Package) {
		t.Error("modules do not belong together")
	}
	if first.Package.Path() != "modern" || !first.Package.Complete() {
		t.Errorf("package %v", first.Package)
	}
	for i, f := range first.Files {
		if at := first.Fset.Position(f.Package); at.Filename != g[1].Files[i].Name || at.Line != 1 {
			t.Errorf("file %d is at %v", i, at)
		}
		if v := first.Info.FileVersions[f]; v != "go1.26" {
			t.Errorf("version %q", v)
		}
	}
	info := first.Info
	for name, n := range map[string]int{
		"Types": len(info.Types), "Defs": len(info.Defs), "Uses": len(info.Uses), "Implicits": len(info.Implicits),
		"Selections": len(info.Selections), "Scopes": len(info.Scopes), "Instances": len(info.Instances),
	} {
		// The program has nothing implicit.
		if n == 0 && name != "Implicits" {
			t.Errorf("%s is empty", name)
		}
	}
	var order []string
	for _, i := range info.InitOrder {
		order = append(order, i.Lhs[0].Name())
	}
	if s := strings.Join(order, " "); s != "one total after" {
		t.Errorf("initialised in the order %s", s)
	}
	for id, instance := range info.Instances {
		if instance.Type == nil || id.Name == "" {
			t.Errorf("instance of %v", id)
		}
	}
	ast.Inspect(first.Files[0], func(n ast.Node) bool {
		if x, ok := n.(ast.Expr); ok && info.Types[x].Type == types.Typ[types.Invalid] {
			t.Errorf("%v has no type", x)
		}
		return true
	})
}

func TestTypesAcrossModules(t *testing.T) {
	r := Check(genome.Genome{
		files("user", "a.go", "package user\n\nimport \"lib\"\n\nfunc f() int { return lib.Name }\n",
			"b.go", "package user\n\nfunc f() {}\n\nvar x = lib.Missing\n"),
		mod("lib", "package lib\n\nvar Name string = 1\n\nvar hidden = 1\n"),
		mod("other", "package other\n\nimport (\n\t\"broken\"\n\t\"lib\"\n\t\"nowhere\"\n)\n\nvar x = broken.X + nowhere.Y + lib.hidden\n"),
		mod("broken", "package broken\n\nvar X = = 1\n"),
	}, genome.Standard(), genome.Caps{})
	var got []string
	for _, d := range r.Diagnostics {
		got = append(got, d.Rule+" "+d.Module+" "+d.String())
	}
	want := []string{
		"types user a.go:5:23: cannot use lib.Name (variable of type string) as int value in return statement",
		"types user b.go:3:6: f redeclared in this block\n\ta.go:5:6: other declaration of f",
		"types user b.go:5:9: undefined: lib",
		"types lib a.go:3:19: cannot use 1 (untyped int constant) as string value in variable declaration",
		"link other a.go:6:2: the genome has no module \"nowhere\"",
		"types other a.go:9:36: name hidden not exported by package lib",
		"parse broken a.go:3:9: expected operand, found '='",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if r.Denied {
		t.Error("denied")
	}
}

func TestManyTypeErrors(t *testing.T) {
	r := Check(genome.FromString("a.go", "package p\nfunc f() {\n"+strings.Repeat("x++\n", 50_000)+"}\n"), genome.Strict(), genome.Caps{})
	if len(r.Diagnostics) != MaxDiagnostics+1 || r.Denied {
		t.Fatalf("%d diagnostics", len(r.Diagnostics))
	}
	if first, last := r.Diagnostics[0].String(), r.Diagnostics[MaxDiagnostics].String(); first != "a.go:3:1: undefined: x" || last != "49900 more violations are not listed" {
		t.Errorf("%s ... %s", first, last)
	}
}

// Packages of the standard library are shared, and completed by one another.
func TestCheckConcurrently(t *testing.T) {
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			all := stdlib.Packages()
			for j := range all {
				path := all[(j*7+i*11)%len(all)].Path
				text := fmt.Sprintf("package p\n\nimport (\n\t\"fmt\"\n\t_ %q\n\t\"strings\"\n)\n\nvar x = fmt.Sprint(strings.Fields(\"a b\"))\n", path)
				if r := Check(genome.FromString("a.go", text), genome.Trusted(), genome.Caps{}); path != "fmt" && path != "strings" && !r.OK() {
					t.Errorf("%s: %v", path, r.Diagnostics)
				}
			}
		})
	}
	wg.Wait()
}
