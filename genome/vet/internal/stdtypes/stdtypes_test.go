package stdtypes_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/petri-lab/petri/genome/vet/internal/stdtypes"
)

const source = `package p

import "unsafe"

const (
	Yes      = true
	No  bool = false
	Text     = "a\x00\xff"
	Small    = -7
	Huge     = 1 << 200
	Less     = -1 << 70
	Third    = 1.0 / 3
	Tiny     = 0x1p-1074
	Whole    = 2.0
	Letter   = 'x'
	Typed Kind = 3
)

type Kind uint8

func (k Kind) String() string { return "" }
func (k *Kind) set(b byte, r rune, e error, a any) {}

type Tree struct {
	Left, Right *Tree
	hidden      map[string][]chan<- func(...int) (x, y float64)
	Kind        ` + "`json:\"kind\"`" + `
	*Other
	at [4]unsafe.Pointer
}

type Other = struct{ T *Tree }

type Walker interface {
	Walk(*Tree) Walker
	inside() <-chan complex128
	Stringer
}

type Stringer interface{ String() string }

type Number interface{ ~int | ~float64 }

type List[T any, N Number] struct {
	next *List[T, N]
	Map  map[N]T
}

func (l *List[T, N]) Push(v T) *List[T, N] { return l }
func (l List[E, _]) All(yield func(E) bool) {}

type Ints List[int, int]

func Sort[S ~[]E, E interface{ comparable; Less(E) bool }](s S, more ...E) S { return s }

func Pair[A, B ~[]int, C any](A, B, C) {}

func Plain(t *Tree, _ List[Walker, float64]) (err error) { return nil }

var V struct{ W Walker }
`

func check(t *testing.T, path, text string) *types.Package {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, path+".go", text, 0)
	if err != nil {
		t.Fatal(err)
	}
	p, err := (&types.Config{Importer: importer.Default()}).Check(path, fset, []*ast.File{f}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// What is encoded comes back as it was, in whatever order it is asked for.
func TestEncode(t *testing.T) {
	p := check(t, "p", source)
	names := p.Scope().Names()
	data, err := stdtypes.Encode([]stdtypes.Root{{Package: p, Names: names}})
	if err != nil {
		t.Fatal(err)
	}
	backwards := slices.Clone(names)
	slices.Reverse(backwards)
	for _, order := range [][]string{names, backwards} {
		if err := stdtypes.Same(stdtypes.New(string(data), ""), p, order); err != nil {
			t.Error(err)
		}
	}
	for _, name := range names {
		u := stdtypes.New(string(data), "")
		if err := stdtypes.Same(u, p, []string{name}); err != nil {
			t.Error(err)
		}
		if a, b := u.Lookup("p", name), u.Lookup("p", name); a != b {
			t.Errorf("%s is there twice", name)
		}
	}
	u := stdtypes.New(string(data), "")
	if !slices.Equal(slices.Collect(u.Names("p")), names) {
		t.Errorf("names are %q", slices.Collect(u.Names("p")))
	}
	if u.Lookup("p", "Nothing") != nil || u.Lookup("q", "V") != nil || u.Package("q") != nil {
		t.Error("there is what there is not")
	}
	if u.Package("p").Scope().Len() != 0 {
		t.Errorf("nothing was asked for, and there is %v", u.Package("p").Scope().Names())
	}
}

// A part takes the place of the whole for those who ask for it, and for nobody
// else.
func TestParts(t *testing.T) {
	whole := check(t, "p", source)
	part := check(t, "p", "package p\n\ntype Kind string\n\nfunc Plain(Kind) {}\n")
	data, err := stdtypes.Encode([]stdtypes.Root{
		{Package: whole, Names: []string{"V", "Plain"}},
		{Package: part, Part: true, Names: []string{"Plain"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := stdtypes.Same(stdtypes.New(string(data), ""), whole, []string{"V", "Plain"}); err != nil {
		t.Error(err)
	}
	u := stdtypes.New(string(data), "p")
	if err := stdtypes.Same(u, part, []string{"Plain", "Kind"}); err != nil {
		t.Error(err)
	}
	if u.Lookup("p", "V") != nil {
		t.Error("the part has what is only in the whole")
	}
}

// What other people wrote survives as well.
func TestStandardPackages(t *testing.T) {
	imp := importer.ForCompiler(token.NewFileSet(), "source", nil)
	for _, path := range []string{"sort", "io", "unicode/utf8", "container/list", "strconv"} {
		p, err := imp.Import(path)
		if err != nil {
			t.Fatal(err)
		}
		names := slices.DeleteFunc(p.Scope().Names(), func(name string) bool { return !token.IsExported(name) })
		data, err := stdtypes.Encode([]stdtypes.Root{{Package: p, Names: names}})
		if err == nil {
			err = stdtypes.Same(stdtypes.New(string(data), ""), p, names)
		}
		if err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestEncodeRefuses(t *testing.T) {
	p := check(t, "p", "package p\n\nconst C = 1i\n\ntype A[T any] = []T\n")
	for name, want := range map[string]string{"C": "a kind that is not known", "A": "generic alias", "Gone": "has no Gone"} {
		_, err := stdtypes.Encode([]stdtypes.Root{{Package: p, Names: []string{name}}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
}
