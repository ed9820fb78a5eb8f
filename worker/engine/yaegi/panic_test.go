package yaegi

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
)

func TestPanicMessages(t *testing.T) {
	for _, test := range []struct{ body, want string }{
		{`panic("boom")`, "boom"},
		{`panic(fmt.Sprintf("x%d", 1))`, "x1"},
		{`panic(42)`, "42"},
		{`panic(errors.New("plain"))`, "plain"},
		{`panic(fmt.Errorf("w: %w", E{7}))`, "w: E7"},
		{`var e error = errors.New("e"); panic(e)`, "e"},
		{`panic(nil)`, new(runtime.PanicNilError).Error()},
		{`s := []int{1}; _ = s[n]`, "runtime error: index out of range"},
		{`s := []int{1}; s[n] = 1`, "runtime error: index out of range"},
		{`var a [3]int; a[n] = 1`, "runtime error: index out of range"},
		{`s := "abc"; _ = s[n]`, "runtime error: index out of range"},
		{`s := []int{1}; _ = s[n:]`, "runtime error: slice bounds out of range"},
		{`s := "abc"; _ = s[1:n]`, "runtime error: slice bounds out of range"},
		{`_ = make([]int, -n)`, "runtime error: makeslice: len out of range"},
		{`var m map[string]int; m["a"] = 1`, "assignment to entry in nil map"},
		{`var p *T; p.A = 1`, "runtime error: invalid memory address or nil pointer dereference"},
		{`var p *T; _ = p.A`, "runtime error: invalid memory address or nil pointer dereference"},
		{`var i I; i.M()`, "runtime error: invalid memory address or nil pointer dereference"},
		{`var e error; _ = e.Error()`, "runtime error: invalid memory address or nil pointer dereference"},
		{`var f func(); f()`, "runtime error: invalid memory address or nil pointer dereference"},
		{`_ = 1 / (n - 7)`, "runtime error: integer divide by zero"},
		{`_ = 1 % (n - 7)`, "runtime error: integer divide by zero"},
		{`var x any = 1; _ = x.(string)`, "interface conversion: interface {} is int, not string"},
		{`var c chan int; close(c)`, "close of nil channel"},
		{`c := make(chan int); close(c); c <- 1`, "send on closed channel"},
		{`strings.Repeat("a", -n)`, "strings: negative Repeat count"},
		{`defer func() { panic(fmt.Sprint("again: ", recover())) }(); panic("first")`, "again: first"},
	} {
		t.Run(test.body, func(t *testing.T) {
			p := mustLoad(t, nil, `package genome
import ("errors"; "fmt"; "strings")
var _ = errors.New
var _ = strings.Repeat
type E struct{ code int }
func (e E) Error() string { return fmt.Sprint("E", e.code) }
type T struct{ A int }
type I interface{ M() }
func F(n int) {
`+test.body+`
}
`)
			_, panicked := callF(t, p, "F", 7)
			if panicked == nil || panicked.Message != test.want {
				t.Fatalf("got %v, want %q", panicked, test.want)
			}
			if len(panicked.Trace) == 0 || panicked.Trace[0].Line < 10 || panicked.Trace[0].File != "genome.go" {
				t.Errorf("trace %v", panicked.Trace)
			}
		})
	}
}

func TestPanicTrace(t *testing.T) {
	s := &streams{}
	p, err := load(t, s,
		mod("lib", "lib.go", "package lib\n\ntype T struct{ a, B int }\n\nfunc (t *T) Get(s []int) int {\n\treturn s[t.B]\n}\n"),
		mod("genome", "a.go", "package genome\n\nfunc F(n int) int {\n\tquiet()\n\treturn helper(n)\n}\n\nfunc quiet() {\n\tdefer func() { recover() }()\n\tpanic(\"recovered\")\n}\n",
			"b.go", "package genome\n\nimport \"lib\"\n\nfunc helper(n int) int {\n\tt := &lib.T{B: n}\n\treturn func() int { return t.Get([]int{1}) }()\n}\n"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second is not mixed with the first
		_, panicked := callF(t, p, "F", 3)
		var got []string
		for _, f := range panicked.Trace {
			got = append(got, fmt.Sprintf("%s %s/%s:%d", f.Function, f.Module, f.File, f.Line))
		}
		want := []string{"lib.(*T).Get lib/lib.go:6", "genome.helper.func genome/b.go:7", "genome.helper genome/b.go:6", "genome.F genome/a.go:4"}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	if s.err.String() != "" {
		t.Errorf("traces in the genome's error stream: %q", s.err.String())
	}
}

func TestPanicTraceIsBounded(t *testing.T) {
	p := mustLoad(t, nil, "package genome\nfunc F(n int) int {\n\tif n == 0 { panic(\"deep\") }\n\treturn F(n-1) + 1\n}\n")
	_, panicked := callF(t, p, "F", 300)
	if panicked == nil || panicked.Message != "deep" || len(panicked.Trace) != maxTraceLines {
		t.Fatalf("%d lines", len(panicked.Trace))
	}
}

// Calls that panic at the same time do not see each other's traces. They may be
// made, because the program has goroutines: its steps are counted for several.
func TestPanicTracesOfConcurrentCalls(t *testing.T) {
	p := mustLoad(t, nil, `package genome
func A(n int) int { if n == 0 { panic("a") }; return A(n-1) + 1 }
func B(n int) int { if n == 0 { panic("b") }; return B(n-1) + 1 }
func C() { go A(1) }
`)
	var wg sync.WaitGroup
	for i := range 8 {
		name := []string{"A", "B"}[i%2]
		f := mustLookup(t, p, "genome", name)
		wg.Go(func() {
			for range 20 {
				_, panicked := f.Call(anys([]int{5}))
				if panicked == nil || len(panicked.Trace) != 6 {
					t.Errorf("%s: %+v", name, panicked)
					return
				}
				for _, frame := range panicked.Trace {
					if frame.Function != "genome."+name {
						t.Errorf("%s: %+v", name, frame)
					}
				}
			}
		})
	}
	wg.Wait()
}

func TestPanicInGenomeIsRecoverable(t *testing.T) {
	p := mustLoad(t, nil, `package genome
import "fmt"
func F() (s string) {
	defer func() { s = fmt.Sprint("recovered ", recover()) }()
	var m map[string]int
	m["a"] = 1
	return ""
}
`)
	got, panicked := callF(t, p, "F")
	if panicked != nil || got != "recovered assignment to entry in nil map" {
		t.Errorf("got %v, panic %v", got, panicked)
	}
}
