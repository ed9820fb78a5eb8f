package yaegi

import (
	"fmt"
	"runtime"
	"slices"
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
		{`s := []int{1}; _ = s[n]`, "runtime error: index out of range [7] with length 1"},
		{`s := []int{1}; s[n] = 1`, "runtime error: index out of range [7] with length 1"},
		{`var a [3]int; a[n] = 1`, "runtime error: index out of range [7] with length 3"},
		{`s := "abc"; _ = s[n]`, "runtime error: index out of range [7] with length 3"},
		{`s := []int{1}; _ = s[-n+n-1]`, "runtime error: index out of range [-1]"},
		{`s := []int{1}; s[uint8(n)]++`, "runtime error: index out of range [7] with length 1"},
		{`s := [][]int{{1}, {2, 3}}; s[1][n] += 2`, "runtime error: index out of range [7] with length 2"},
		{`t := struct{ v []int }{make([]int, n)}; t.v[len(t.v)] = 1`, "runtime error: index out of range [7] with length 7"},
		{`var s []int; func() { _ = s[n-5] }()`, "runtime error: index out of range [2] with length 0"},
		{`a := &[3]int{}; a[n]++`, "runtime error: index out of range [7] with length 3"},
		{`s := []string{"a"}; if s[n] == "b" { return }`, "runtime error: index out of range [7] with length 1"},
		{`s := []bool{true}; if s[n] { return }`, "runtime error: index out of range [7] with length 1"},
		{`s := []bool{true}; for !s[0] || s[n] { return }`, "runtime error: index out of range [7] with length 1"},
		{`var s []int; _ = s[0]`, "runtime error: index out of range [0] with length 0"},
		{`global[n] = 1`, "runtime error: index out of range [7] with length 2"},
		{`s, i := []int{1}, 0; s[0], s[n] = i, i`, "runtime error: index out of range [7] with length 1"},
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
var global = make([]int, 2)
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
		want := []string{"lib.(*T).Get lib/lib.go:6", "genome.helper.func genome/b.go:7", "genome.helper genome/b.go:7", "genome.F genome/a.go:5"}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	if s.err.String() != "" {
		t.Errorf("traces in the genome's error stream: %q", s.err.String())
	}
}

// Every frame names the statement that was executed.
func TestPanicLines(t *testing.T) {
	const text = `package genome

import "sort"

type node struct{ next *node }

func Nil(n int) int {
	first := &node{}
	count := 0
	for p := first; count < n; p = p.next {
		count++
		_ = p.next
	}
	return count
}

func Divide(n int) int {
	if n > 0 {
		n -= 7
	}
	x := 1
	return x / n
}

func Assert(n int) int {
	var x any = n
	switch {
	case n == 7:
		return len(x.(string))
	}
	return 0
}

func Sorted(n int) int {
	a := []int{3, 2, 1}
	sort.Slice(a, func(i, j int) bool {
		if i > 0 {
			return a[i+n] < a[j]
		}
		return true
	})
	return 0
}

func Deferred(n int) int {
	defer func() {
		n++
		var m map[int]int
		m[n] = 1
	}()
	return n
}

func Explicit(n int) int {
	func() {
		n++
		panic("here")
	}()
	return n
}

func Generic(n int) int {
	x := pick([]int{1}, 0)
	return x + pick([]int{1}, n)
}

func pick[T any](s []T, i int) T {
	var v T
	v = s[i]
	return v
}
`
	p := mustLoad(t, nil, text)
	for _, test := range []struct {
		name  string
		lines []int
	}{
		{"Nil", []int{12}}, {"Divide", []int{22}}, {"Assert", []int{29}}, {"Sorted", []int{38, 36}},
		{"Deferred", []int{49}}, {"Explicit", []int{57, 55}}, {"Generic", []int{69, 64}},
	} {
		_, panicked := callF(t, p, test.name, 7)
		if panicked == nil {
			t.Errorf("%s does not panic", test.name)
			continue
		}
		var got []int
		for _, f := range panicked.Trace {
			got = append(got, f.Line)
		}
		if !slices.Equal(got, test.lines) {
			t.Errorf("%s: lines %v, want %v (%s)", test.name, got, test.lines, panicked.Message)
		}
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

// An error that a function returns is put into words by its own method, which
// may panic like any code of the genome.
func TestPanicOfReturnedError(t *testing.T) {
	for _, test := range []struct{ method, want string }{
		{`func (e *E) Error() string { return e.text }`, "runtime error: invalid memory address or nil pointer dereference"},
		{`func (*E) Error() string { panic("in Error") }`, "in Error"},
		{`func (*E) Error() string { var s []int; _ = s[3]; return "" }`, "runtime error: index out of range [3] with length 0"},
	} {
		p := mustLoad(t, nil, "package genome\ntype E struct{ text string }\n"+test.method+"\nfunc F() error { var e *E; return e }\n")
		_, panicked := callF(t, p, "F")
		if panicked == nil || panicked.Message != test.want || len(panicked.Trace) != 1 || panicked.Trace[0].Line != 3 {
			t.Errorf("%s: %+v, want %q", test.method, panicked, test.want)
		}
	}
}

// Functions that timers and contexts run have goroutines, like those of a go
// statement: steps are counted for several, and stopped ones do nothing.
func TestFunctionsOfTimers(t *testing.T) {
	for _, fixed := range []bool{false, true} {
		s := &streams{}
		env := s.env("")
		env.FixedClock = fixed
		p := New().New(env)
		t.Cleanup(p.Stop)
		err := p.Load(checked(t, mod("genome", "genome.go", `package genome
import ("context"; "runtime"; "time")
func F(n int) (steps, most int) {
	done := make(chan int)
	work := func() {
		steps += count(n)
		done <- runtime.NumGoroutine()
	}
	time.AfterFunc(time.Microsecond, work)
	most = <-done
	ctx, cancel := context.WithCancel(context.Background())
	context.AfterFunc(ctx, work)
	cancel()
	return steps, max(most, <-done)
}
func count(n int) (sum int) {
	for i := 0; i < n; i++ { sum++ }
	return sum
}
`)))
		if err != nil {
			t.Fatal(err)
		}
		p.Begin(0)
		got, panicked := mustLookup(t, p, "genome", "F").Call(anys([]int{1000}))
		if panicked != nil || got[0].Int() != 2000 || got[1].Int() < 2 || p.Steps() < 2000 {
			t.Errorf("fixed clock %t: %v, %v, %d steps", fixed, got, panicked, p.Steps())
		}
	}
}
