package yaegi

import (
	"testing"
	"time"
)

// within fails the test if f is not done in time.
func within(t *testing.T, d time.Duration, what string, f func()) {
	t.Helper()
	done := make(chan struct{})
	go func() { defer close(done); f() }()
	select {
	case <-done:
	case <-time.After(d):
		t.Fatalf("%s: not done after %v", what, d)
	}
}

func TestStopEndsCalls(t *testing.T) {
	for _, test := range []struct{ name, body string }{
		{"tight loop", `for { }`},
		{"loop with work", `n := 0; for { n++; if n > 1000 { n = 0 } }`},
		{"loop in a callee", `for { spin(100) }`},
		{"recursion", `for { deep(50) }`},
		{"receive", `<-make(chan int)`},
		{"receive from nil", `var c chan int; <-c`},
		{"receive, two values", `_, ok := <-make(chan int); _ = ok`},
		{"send", `make(chan int) <- 1`},
		{"range over channel", `for range make(chan int) { }`},
		{"select", `select { case <-make(chan int): case make(chan int) <- 1: }`},
		{"empty select", `select {}`},
		{"polling select", `for { select { case <-make(chan int): default: } }`},
		{"closure", `f := func() { for { } }; f()`},
		{"method value", `f := t.spin; f()`},
		{"deferred loop", `defer func() { for { } }()`},
		{"loop while panicking", `defer func() { recover(); for { } }(); panic(1)`},
		{"callback from compiled code", `sort.Slice([]int{1, 2, 3}, func(i, j int) bool { for { } })`},
		{"goroutines", `for i := 0; i < 10; i++ { go spin(1 << 60) }; <-make(chan int)`},
		{"goroutines that wait", `c := make(chan int); f := func() { c <- <-c }; for i := 0; i < 10; i++ { go f() }; <-make(chan int)`},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := mustLoad(t, nil, `package genome

import "sort"

var _ = sort.Ints

type T struct{ n int }

func (t T) spin() { for { } }

var t T

func spin(n int) { for i := 0; i < n; i++ { } }

func deep(n int) { if n > 0 { deep(n - 1) } }

func F() { `+test.body+` }
`)
			f := mustLookup(t, p, "genome", "F")
			returned := make(chan struct{})
			go func() { defer close(returned); f.Call(nil) }()
			select {
			case <-returned:
				t.Fatal("returned before Stop")
			case <-time.After(20 * time.Millisecond):
			}
			within(t, time.Minute, "Stop", p.Stop)
			within(t, time.Minute, "Call after Stop", func() { <-returned })
			p.Stop()
		})
	}
}

func TestStopEndsLoad(t *testing.T) {
	for _, test := range []struct{ name, text string }{
		{"initialiser", "package genome\nvar x = f()\nfunc f() int { for { } }\n"},
		{"init", "package genome\nfunc init() { for { } }\n"},
		{"init waiting", "package genome\nfunc init() { <-make(chan int) }\n"},
		{"initialiser waiting", "package genome\nvar x = <-c\nvar c = make(chan int)\n"},
		{"second init", "package genome\nfunc init() { }\nfunc init() { for { } }\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := New().New((&streams{}).env(""))
			result := make(chan error, 1)
			go func() { result <- p.Load(checked(t, mod("genome", "genome.go", test.text))) }()
			select {
			case err := <-result:
				t.Fatalf("returned before Stop: %v", err)
			case <-time.After(20 * time.Millisecond):
			}
			p.Stop()
			within(t, time.Minute, "Load after Stop", func() {
				if err := <-result; err == nil {
					t.Error("no error")
				}
			})
		})
	}
}

func TestStopBeforeLoad(t *testing.T) {
	p := New().New((&streams{}).env(""))
	p.Stop()
	p.Stop()
	if err := p.Load(checked(t, mod("genome", "genome.go", "package genome\nfunc init() { for { } }\n"))); err == nil {
		t.Error("a stopped program loads")
	}
	if _, err := p.Lookup("genome", "F"); err == nil {
		t.Error("a stopped program has functions")
	}
}

// Stop at any moment of Load ends it, and nothing stays behind (goleak).
func TestStopDuringLoad(t *testing.T) {
	text := `package genome

var x = f()
var c = make(chan int)

func f() int { for i := 0; i < 100; i++ { }; return 1 }
func init() { go func() { for { x++ } }(); go func() { <-c }() }
func init() { for i := 0; i < 100; i++ { } }
func init() { for { } }
`
	for i := range 60 {
		p := New().New((&streams{}).env(""))
		done := make(chan struct{})
		go func() {
			defer close(done)
			_ = p.Load(checked(t, mod("genome", "genome.go", text)))
		}()
		time.Sleep(time.Duration(i) * 30 * time.Microsecond)
		for range 3 {
			go p.Stop()
		}
		within(t, time.Minute, "Load", func() { <-done })
	}
}

// Calls of a stopped program return.
func TestCallAfterStop(t *testing.T) {
	p := mustLoad(t, nil, "package genome\nfunc F() int { for { } }\n")
	f := mustLookup(t, p, "genome", "F")
	p.Stop()
	time.Sleep(20 * time.Millisecond)
	within(t, time.Minute, "Call", func() { f.Call(nil) })
}
