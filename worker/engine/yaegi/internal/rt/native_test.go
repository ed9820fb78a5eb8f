package rt

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/petri-lab/petri/worker/engine/yaegi/symbols"
)

// withSymbols gives a bridge the compiled packages that genomes see.
func withSymbols(t *testing.T) *bridge {
	b := newBridge(t)
	b.u.opt.Symbol = func(p, name string) (reflect.Value, bool) {
		_, table := symbols.Table(p)
		if v, ok := table[name]; ok {
			return v, true
		}
		_, table = symbols.Wrappers(p)
		v, ok := table[name]
		return v, ok
	}
	b.u.opt.Stdin = strings.NewReader("1 2\nthree 4.5\n")
	b.u.opt.Stdout = &strings.Builder{}
	return b
}

// fn finds a function as genomes see it.
func fn[F any](t *testing.T, b *bridge, importPath, name string) F {
	t.Helper()
	v, ok := b.u.Func(importPath, name)
	if !ok {
		t.Fatalf("no %s.%s", importPath, name)
	}
	f, ok := v.Interface().(F)
	if !ok {
		t.Fatalf("%s.%s is %s", path.Base(importPath), name, v.Type())
	}
	return f
}

type intHeap []int

func (h intHeap) Len() int           { return len(h) }
func (h intHeap) Less(i, j int) bool { return h[i] < h[j] }
func (h intHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }

type slowReader struct{ text string }

func (r *slowReader) Read(p []byte) (int, error) {
	if r.text == "" {
		return 0, io.EOF
	}
	p[0], r.text = r.text[0], r.text[1:]
	return 1, nil
}

type sink struct{ got []byte }

func (s *sink) Write(p []byte) (int, error) {
	if strings.Contains(string(p), "bad") {
		return 0, failure{9}
	}
	s.got = append(s.got, p...)
	return len(p), nil
}

type codeErr struct {
	Code int
	Err  error
}

func (e *codeErr) Error() string        { return "code " + strconv.Itoa(e.Code) }
func (e *codeErr) Unwrap() error        { return e.Err }
func (e *codeErr) Is(target error) bool { return target == fs.ErrNotExist }

func TestCompiledFunctionsAreLowered(t *testing.T) {
	b := withSymbols(t)
	atoi := fn[func(string) (int, Iface)](t, b, "strconv", "Atoi")
	if n, err := atoi("12"); n != 12 || err.T != nil {
		t.Errorf("Atoi gives %d, %v", n, err)
	}
	_, err := atoi("x")
	if err.T == nil || err.T.Name != "*strconv.NumError" || ErrorText(err) != `strconv.Atoi: parsing "x": invalid syntax` {
		t.Errorf("Atoi gives %v", err)
	}
	syntax, _ := b.u.Var("strconv", "ErrSyntax")
	if !b.u.ErrorsIs(err, syntax.Interface().(Iface)) {
		t.Error("not strconv.ErrSyntax")
	}
	sqrt, _ := b.u.Func("math", "Sqrt")
	if _, ok := sqrt.Interface().(func(float64) float64); !ok {
		t.Errorf("math.Sqrt is %s", sqrt.Type())
	}
	join := fn[func(...Iface) Iface](t, b, "errors", "Join")
	eof, _ := b.u.Var("io", "EOF")
	if e := join(eof.Interface().(Iface), Iface{}, err); !b.u.ErrorsIs(e, b.u.FromNative(io.EOF)) {
		t.Error("a joined io.EOF is lost")
	}
}

func TestGenomeReadersAndWriters(t *testing.T) {
	b := withSymbols(t)
	readAll := fn[func(Iface) ([]byte, Iface)](t, b, "io", "ReadAll")
	text, err := readAll(b.box(&slowReader{"hello"}))
	if string(text) != "hello" || err.T != nil {
		t.Errorf("ReadAll gives %q, %v", text, err)
	}
	s := &sink{}
	if n, err := b.u.Fprintf(b.box(s), "%v-%d", b.box(weekday(1)), b.box(2)); n != 5 || err.T != nil || string(s.got) != "Mon-2" {
		t.Errorf("Fprintf gives %d, %v, %q", n, err, s.got)
	}
	copyFn := fn[func(Iface, Iface) (int64, Iface)](t, b, "io", "Copy")
	n, err := copyFn(b.box(s), b.u.FromNative(strings.NewReader("bad")))
	if n != 0 || err != b.box(failure{9}) {
		t.Errorf("Copy gives %d, %v", n, err)
	}
	var word1, word2 string
	if n, _ := b.u.ownScan("Fscan").(func(Iface, ...Iface) (int, Iface))(b.box(&slowReader{"ab cd"}), b.box(&word1), b.box(&word2)); n != 2 || word2 != "cd" {
		t.Errorf("Fscan gives %d, %q", n, word2)
	}
}

func TestScanReadsAsFromAFile(t *testing.T) {
	b := withSymbols(t)
	var x, y int
	var s string
	var f float64
	scan := fn[func(...Iface) (int, Iface)](t, b, "fmt", "Scan")
	scanln := fn[func(...Iface) (int, Iface)](t, b, "fmt", "Scanln")
	if n, err := scan(b.box(&x), b.box(&y)); n != 2 || err.T != nil || x != 1 || y != 2 {
		t.Errorf("Scan gives %d, %v", n, err)
	}
	if n, err := scanln(b.box(&s), b.box(&f)); n != 2 || err.T != nil || s != "three" || f != 4.5 {
		t.Errorf("Scanln gives %d, %v, %q, %v", n, err, s, f)
	}
	if _, err := scan(b.box(&x)); err != b.u.FromNative(io.EOF) {
		t.Errorf("Scan gives %v at the end", err)
	}
}

func TestSortAndHeapCallTheGenome(t *testing.T) {
	b := withSymbols(t)
	h := []int{5, 2, 8, 1}
	value, pointer := b.desc(reflect.TypeFor[intHeap]()), b.desc(reflect.TypeFor[*intHeap]())
	b.u.SetMethod(value, "Swap", func(h []int, i, j int) { h[i], h[j] = h[j], h[i] })
	b.u.SetMethod(pointer, "Swap", func(h *[]int, i, j int) { (*h)[i], (*h)[j] = (*h)[j], (*h)[i] })
	b.u.SetMethod(pointer, "Less", func(h *[]int, i, j int) bool { return (*h)[i] < (*h)[j] })
	b.u.SetMethod(pointer, "Len", func(h *[]int) int { return len(*h) })
	b.u.SetMethod(pointer, "Push", func(h *[]int, x Iface) { *h = append(*h, x.V.(int)) })
	b.u.SetMethod(pointer, "Pop", func(h *[]int) Iface {
		last := (*h)[len(*h)-1]
		*h = (*h)[:len(*h)-1]
		return b.box(last)
	})
	fn[func(Iface)](t, b, "sort", "Sort")(Iface{value, h})
	if !slices.Equal(h, []int{1, 2, 5, 8}) {
		t.Errorf("sort.Sort leaves %v", h)
	}
	reverse := fn[func(Iface) Iface](t, b, "sort", "Reverse")
	fn[func(Iface)](t, b, "sort", "Sort")(reverse(Iface{value, h}))
	if !slices.Equal(h, []int{8, 5, 2, 1}) {
		t.Errorf("sort.Reverse leaves %v", h)
	}
	fn[func(Iface, func(int, int) bool)](t, b, "sort", "Slice")(Iface{value, h}, func(i, j int) bool { return h[i] < h[j] })
	x := Iface{pointer, &h}
	fn[func(Iface, Iface)](t, b, "container/heap", "Push")(x, b.box(0))
	var got []int
	for len(h) > 0 {
		got = append(got, fn[func(Iface) Iface](t, b, "container/heap", "Pop")(x).V.(int))
	}
	if !slices.Equal(got, []int{0, 1, 2, 5, 8}) {
		t.Errorf("heap gives %v", got)
	}
}

func TestErrorsAcrossTheBorder(t *testing.T) {
	b := withSymbols(t)
	inner := &pfailure{3}
	outer := b.box(&codeErr{7, inner})
	wrapped := b.u.Errorf("context: %w", outer)
	native := b.u.FromNative(fmt.Errorf("native: %w", b.u.ToError(wrapped)))
	for _, tt := range []struct {
		name string
		ok   bool
	}{
		{"itself", b.u.ErrorsIs(wrapped, outer)},
		{"a method Is", b.u.ErrorsIs(wrapped, b.u.FromNative(fs.ErrNotExist))},
		{"through a compiled error", b.u.ErrorsIs(native, outer)},
		{"compiled errors.Is", errors.Is(b.u.ToError(wrapped), io.EOF) == false},
		{"unwrap", b.u.ErrorsUnwrap(wrapped) == outer},
		{"not another", !b.u.ErrorsIs(wrapped, b.u.FromNative(io.EOF))},
		{"equal structs", b.u.ErrorsIs(b.u.Errorf("%w", b.box(failure{1})), b.box(failure{1}))},
		{"nil is nil", b.u.ErrorsIs(Iface{}, Iface{})},
		{"nil is not", !b.u.ErrorsIs(Iface{}, outer)},
	} {
		if !tt.ok {
			t.Errorf("%s: false", tt.name)
		}
	}
	if got := fmt.Sprintf("%v %T", b.u.Sprint(wrapped), b.u.ToError(wrapped)); got != "context: code 7 *rt.wrapError" {
		t.Error(got)
	}
	if wrapped.T.Name != "*fmt.wrapError" {
		t.Errorf("the type of Errorf's error is %s", wrapped.T.Name)
	}
	target := reflect.New(b.rep(reflect.TypeFor[*codeErr]()))
	if !b.u.ErrorsAs(native, Iface{b.desc(reflect.TypeFor[**codeErr]()), target.Interface()}) || target.Elem().Elem().Field(0).Int() != 7 {
		t.Error("errors.As does not find the genome's error")
	}
	var num *strconv.NumError
	_, numErr := strconv.Atoi("x")
	mixed := b.u.Errorf("%w and %w", b.box(failure{1}), b.u.FromNative(numErr))
	if !b.u.ErrorsAs(mixed, b.u.FromNative(&num)) || num.Num != "x" {
		t.Error("errors.As does not find the compiled error")
	}
}

func TestEqualityPanicsWithTheGenomesNames(t *testing.T) {
	b := withSymbols(t)
	type list []int
	a := b.box(struct{ F any }{list{1}})
	err := provoke(func() { Eq(a, a) })
	if err == nil || err.Error() != "runtime error: comparing uncomparable type rt.list" {
		t.Errorf("got %v", err)
	}
	if !Eq(b.box(point{1, 2}), b.box(point{1, 2})) || Eq(b.box(point{1, 2}), b.box(key{"a", 1})) || Eq(b.box(celsius(1)), b.box(1.0)) {
		t.Error("values are not compared by type and value")
	}
}

func TestRecoveredHasGosWords(t *testing.T) {
	b := withSymbols(t)
	for _, tt := range []struct {
		value      any
		name, text string
	}{
		{IndexError(5, 3), "runtime.boundsError", "runtime error: index out of range [5] with length 3"},
		{IndexError(-1, 3), "runtime.boundsError", "runtime error: index out of range [-1]"},
		{SliceError(2, 1, 3), "runtime.boundsError", "runtime error: slice bounds out of range [2:1]"},
		{SliceError(0, 9, 3), "runtime.boundsError", "runtime error: slice bounds out of range [:9] with capacity 3"},
		{SliceLowError(4, 3), "runtime.boundsError", "runtime error: slice bounds out of range [4:3]"},
		{StringError(1, 9, 3), "runtime.boundsError", "runtime error: slice bounds out of range [:9] with length 3"},
		{RuntimeError("runtime error: integer divide by zero"), "runtime.errorString", "runtime error: integer divide by zero"},
		{RuntimeError("assignment to entry in nil map"), "runtime.plainError", "assignment to entry in nil map"},
		{"reflect: slice index out of range", "runtime.errorString", "runtime error: index out of range"},
		{reflect.ValueOf("text"), "string", "text"},
		{AssertionError(b.desc(reflect.TypeFor[any]()), b.box("x"), b.desc(reflect.TypeFor[point]()), ""), "*runtime.TypeAssertionError", "interface conversion: interface {} is string, not rt.point"},
		{AssertionError(b.desc(reflect.TypeFor[any]()), Iface{}, b.desc(reflect.TypeFor[fmt.Stringer]()), ""), "*runtime.TypeAssertionError", "interface conversion: interface is nil, not fmt.Stringer"},
		{AssertionError(b.desc(reflect.TypeFor[any]()), b.box(point{}), b.desc(reflect.TypeFor[fmt.Stringer]()), "String"), "*runtime.TypeAssertionError", "interface conversion: rt.point is not fmt.Stringer: missing method String"},
	} {
		x := b.u.Recovered(tt.value)
		if got := b.u.Sprint(x); x.T.Name != tt.name || got != tt.text {
			t.Errorf("%v: got %s %q, want %s %q", tt.value, x.T.Name, got, tt.name, tt.text)
		}
	}
}
