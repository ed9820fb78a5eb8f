package yaegi

import (
	"bytes"
	"go/parser"
	"go/token"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/genome/vet"
	"github.com/petri-lab/petri/worker/engine"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A buffer is a bytes.Buffer for concurrent use.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// streams are an Env and what was written to it.
type streams struct {
	out, err buffer
	exits    []int
}

func (s *streams) env(stdin string) engine.Env {
	return engine.Env{
		Stdin: strings.NewReader(stdin), Stdout: &s.out, Stderr: &s.err,
		Exit: func(code int) { s.exits = append(s.exits, code); runtime.Goexit() },
	}
}

// mod makes a module of alternating file names and texts. Its package name is
// that of the first file.
func mod(name string, files ...string) engine.Module {
	m := engine.Module{Name: name}
	for i := 0; i < len(files); i += 2 {
		m.Files = append(m.Files, genome.File{Name: files[i], Text: []byte(files[i+1])})
	}
	for i := 1; i < len(files); i += 2 {
		f, _ := parser.ParseFile(token.NewFileSet(), "", files[i], parser.ImportsOnly)
		for _, spec := range f.Imports {
			path, _ := strconv.Unquote(spec.Path.Value)
			m.Imports = append(m.Imports, path)
		}
	}
	text := files[1]
	text = text[strings.Index(text, "package ")+len("package "):]
	m.Package = strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == ';' || r == ' ' })[0]
	return m
}

// load loads modules into a new program, which ends with the test.
func load(t testing.TB, s *streams, modules ...engine.Module) (engine.Program, error) {
	t.Helper()
	if s == nil {
		s = &streams{}
	}
	p := New().New(s.env(""))
	t.Cleanup(p.Stop)
	list, err := vetted(modules...)
	if err != nil {
		return p, err
	}
	return p, p.Load(list)
}

// vetted has modules checked as the worker does. What is wrong with them comes
// back as the engine would tell it.
func vetted(modules ...engine.Module) ([]engine.Module, error) {
	var g genome.Genome
	for _, m := range modules {
		g = append(g, genome.Module{Name: m.Name, Files: m.Files})
	}
	r := vet.Check(g, genome.Trusted(), genome.Caps{})
	if !r.OK() {
		return nil, &engine.LoadError{Diagnostics: r.Diagnostics}
	}
	var list []engine.Module
	for _, m := range r.Modules {
		list = append(list, engine.Module{Name: m.Name, Package: m.Package, Imports: m.Imports, Files: m.Files, Syntax: m.Syntax})
	}
	return list, nil
}

// checked is vetted for modules that are right.
func checked(t testing.TB, modules ...engine.Module) []engine.Module {
	t.Helper()
	list, err := vetted(modules...)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// mustLoad loads one single-file module named genome.
func mustLoad(t testing.TB, s *streams, text string) engine.Program {
	t.Helper()
	p, err := load(t, s, mod("genome", "genome.go", text))
	if err != nil {
		t.Fatalf("load: %#v", err)
	}
	return p
}

func mustLookup(t testing.TB, p engine.Program, module, name string) engine.Func {
	t.Helper()
	f, err := p.Lookup(module, name)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// callF calls a function of module genome and returns its first result.
func callF(t testing.TB, p engine.Program, name string, args ...any) (any, *engine.Panic) {
	t.Helper()
	var in []reflect.Value
	for _, a := range args {
		in = append(in, reflect.ValueOf(a))
	}
	out, panicked := mustLookup(t, p, "genome", name).Call(in)
	if panicked != nil || len(out) == 0 {
		return nil, panicked
	}
	return out[0].Interface(), nil
}

// anys makes reflect values of a slice's elements.
func anys[T any](list []T) []reflect.Value {
	var out []reflect.Value
	for _, v := range list {
		out = append(out, reflect.ValueOf(v))
	}
	return out
}
