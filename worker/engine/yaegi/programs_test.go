package yaegi

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/petri-lab/petri/worker/engine"
)

// The programs in testdata print what the Go compiler has them print.
func TestPrograms(t *testing.T) {
	files, err := filepath.Glob("testdata/programs/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(strings.TrimSuffix(file, ".go") + ".out")
			if err != nil {
				t.Fatal(err)
			}
			s := &streams{}
			p, err := load(t, s, mod("main", "main.go", string(text)))
			if err != nil {
				t.Fatal(err)
			}
			_, panicked := mustLookup(t, p, "main", "main").Call(nil)
			if panicked != nil {
				t.Errorf("panic: %v %v", panicked, panicked.Trace)
			}
			got, expected := strings.Split(s.out.String(), "\n"), strings.Split(string(want), "\n")
			for i := range max(len(got), len(expected)) {
				a, b := "nothing", "nothing"
				if i < len(got) {
					a = got[i]
				}
				if i < len(expected) {
					b = expected[i]
				}
				if a != b {
					t.Errorf("line %d: got %s, want %s", i+1, a, b)
				}
			}
		})
	}
}

const stepsProgram = `package genome
func Loop(n int) int { s := 0; for i := 0; i < n; i++ { s += i }; return s }
func Fib(n int) int { if n < 2 { return n }; return Fib(n-1) + Fib(n-2) }
func Endless() { for { } }
`

const sharedProgram = `package genome
func work(n int, done chan int) { s := 0; for i := range n { s += i }; done <- s }
func Loop(n int) int {
	done := make(chan int)
	for range 4 { go work(n, done) }
	return <-done + <-done + <-done + <-done
}
func Fib(n int) int { if n < 2 { return n }; return Fib(n-1) + Fib(n-2) }
func Endless() { for { } }
`

func TestSteps(t *testing.T) {
	for name, text := range map[string]string{"alone": stepsProgram, "goroutines": sharedProgram} {
		t.Run(name, func(t *testing.T) {
			var first []int64
			for range 3 {
				p := mustLoad(t, nil, text)
				var steps []int64
				for _, call := range []string{"Loop", "Fib", "Loop"} {
					p.Begin(0)
					if _, panicked := callF(t, p, call, 12); panicked != nil {
						t.Fatal(panicked)
					}
					steps = append(steps, p.Steps())
				}
				if steps[0] < 12 || steps[0] != steps[2] || steps[1] != 465 {
					t.Errorf("steps %v", steps)
				}
				if first == nil {
					first = steps
				}
				for i := range steps {
					if steps[i] != first[i] {
						t.Errorf("steps %v, before %v", steps, first)
					}
				}
			}
		})
	}
}

func TestStepLimit(t *testing.T) {
	for name, text := range map[string]string{"alone": stepsProgram, "goroutines": sharedProgram} {
		t.Run(name, func(t *testing.T) {
			s := &streams{}
			env := s.env("")
			overstepped := make(chan struct{}, 8)
			var p engine.Program
			env.Overstep = func() {
				overstepped <- struct{}{}
				p.Stop()
			}
			p = New().New(env)
			t.Cleanup(p.Stop)
			if err := p.Load(checked(t, mod("genome", "genome.go", text))); err != nil {
				t.Fatal(err)
			}
			p.Begin(1000)
			f := mustLookup(t, p, "genome", "Endless")
			ended := make(chan struct{})
			go func() { defer close(ended); f.Call(nil) }()
			within(t, time.Minute, "the limit", func() { <-overstepped; <-ended })
			if n := p.Steps(); n != 1001 {
				t.Errorf("%d steps", n)
			}
		})
	}
}
