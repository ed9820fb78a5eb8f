package supervisor_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

const good = "package candidate\n\nfunc F() int { return 7 }\n"

// bad are genomes that end in one verdict each, and what must be said.
var bad = []struct {
	name      string
	source    string
	want      supervisor.Verdict
	says      string
	line      int
	replaced  bool // the worker does not survive it
	wantState supervisor.Status
}{
	{name: "panic", want: supervisor.Panicked, says: "no luck", line: 4, source: `package candidate

func F() int {
	panic("no luck")
}`},
	{name: "index", want: supervisor.Panicked, says: "index out of range", source: `package candidate

func F() int {
	s := []int{1}
	i := 5
	return s[i]
}`},
	{name: "error", want: supervisor.Failed, says: "not today", source: `package candidate

import "errors"

func F() (int, error) { return 1, errors.New("not today") }`},
	{name: "loop", want: supervisor.Timeout, says: "did not end within", source: `package candidate

func F() int {
	for {
	}
}`},
	{name: "block", want: supervisor.Timeout, says: "did not end within", source: `package candidate

func F() int {
	c := make(chan int)
	return <-c
}`},
	{name: "native sleep", want: supervisor.Timeout, says: "did not end within", replaced: true, source: `package candidate

import "time"

func F() int {
	time.Sleep(time.Hour)
	return 1
}`},
	{name: "spinning goroutines", want: supervisor.Timeout, source: `package candidate

func F() int {
	for i := 0; i < 20; i++ {
		go func() {
			for {
			}
		}()
	}
	for {
	}
}`},
	// The run time grows its heap over a reservation, which RLIMIT_DATA does not
	// see until the next thing is mapped.
	{name: "an allocation that is not touched", want: supervisor.MemoryLimit, says: "memory limit", replaced: true, source: `package candidate

func F() int { return len(make([]byte, 128<<20)) }`},
	{name: "one allocation", want: supervisor.MemoryLimit, says: "memory limit", replaced: true, source: `package candidate

func F() int {
	all := [][]byte{make([]byte, 128<<20)}
	for i := 0; i < len(all[0]); i += 4096 {
		all[0][i] = 1
	}
	for {
		all = append(all, make([]byte, 1<<20))
	}
}`},
	{name: "memory", want: supervisor.MemoryLimit, says: "memory limit", replaced: true, source: `package candidate

func F() int {
	var all [][]byte
	for {
		all = append(all, make([]byte, 1<<20))
	}
}`},
	{name: "recursion", want: supervisor.Crashed, says: "stack overflow", replaced: true, source: `package candidate

func f(n int) int { return f(n+1) + 1 }

func F() int { return f(0) }`},
	{name: "goroutine panic", want: supervisor.Crashed, says: "panic in a goroutine", replaced: true, source: `package candidate

func F() int {
	go func() { panic("elsewhere") }()
	select {}
}`},
	{name: "concurrent map writes", want: supervisor.Crashed, says: "concurrent map", replaced: true, source: `package candidate

func F() int {
	m := map[int]int{}
	for g := 0; g < 4; g++ {
		go func() {
			for i := 0; ; i++ {
				m[i%10] = i
			}
		}()
	}
	select {}
}`},
	{name: "output", want: supervisor.OutputLimit, says: "output limit", source: `package candidate

import "fmt"

func F() int {
	for {
		fmt.Println("all work and no play makes jack a dull boy")
	}
}`},
	{name: "exit", want: supervisor.Failed, says: "os.Exit(3)", source: `package candidate

import "os"

func F() int {
	os.Exit(3)
	return 1
}`},
}

func TestContainment(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Grace: ample, Limits: supervisor.Limits{Wall: time.Minute, Memory: 96 << 20, Output: 64 << 10}})
	sibling := create(t, sup, "sibling")
	load(t, sibling, "package candidate\n\nfunc F(n int) int {\n\ts := 0\n\tfor i := 0; i < n; i++ {\n\t\ts += i % 7\n\t}\n\treturn s\n}\n")
	siblingPID := sibling.Info().PID

	for _, tc := range bad {
		t.Run(tc.name, func(t *testing.T) {
			b := create(t, sup, "box")
			defer b.Destroy(testContext(t))
			load(t, b, tc.source)
			limit := 30 * time.Second // not met: a busy machine is no verdict
			switch {
			case tc.want == supervisor.Timeout && tc.replaced:
				limit = patient(3 * time.Second) // the next worker loads within it, too
			case tc.want == supervisor.Timeout:
				limit = patient(400 * time.Millisecond)
			}
			b.SetWall(limit)
			pid := b.Info().PID

			// The sibling evaluates at the same time.
			var wg sync.WaitGroup
			wg.Go(func() {
				for range 5 {
					r, err := sibling.Call(testContext(t), "F", supervisor.Args{20000})
					if err != nil || r.Verdict != supervisor.OK || string(r.Value) != "59997" {
						t.Errorf("sibling: %v %s %+v", err, r.Verdict, r.Error)
					}
				}
			})
			begun := time.Now()
			r := call(t, b, "F")
			took := time.Since(begun)
			wg.Wait()

			if r.Verdict != tc.want {
				t.Fatalf("verdict %s (%+v), want %s", r.Verdict, r.Error, tc.want)
			}
			if r.Error == nil || !strings.Contains(r.Error.Message, tc.says) {
				t.Errorf("error %+v does not say %q", r.Error, tc.says)
			}
			if tc.line != 0 && r.Error.Line == 0 {
				t.Errorf("no position: %+v", r.Error)
			}
			if len(r.Value) != 0 {
				t.Errorf("value %s with verdict %s", r.Value, r.Verdict)
			}
			if most := limit + 2*ample + 10*time.Second; took > most {
				t.Errorf("took %v, more than %v", took, most)
			}
			if r.Usage.Wall <= 0 || r.Usage.PeakMemory <= 0 {
				t.Errorf("usage %+v", r.Usage)
			}

			// It serves the same genome again, as said.
			info := afterRestart(t, b)
			if info.Status != supervisor.StatusServing || info.Modules[0].Version != 1 {
				t.Fatalf("afterwards: %+v", info)
			}
			if replaced := info.PID != pid; replaced != tc.replaced || replaced != (info.Restarts == 1) {
				t.Errorf("replaced: %v (restarts %d), want %v", replaced, info.Restarts, tc.replaced)
			}
			if tc.replaced && (info.Death == nil || info.Death.Verdict != tc.want) {
				t.Errorf("on record: %+v, want %s", info.Death, tc.want)
			}
			b.SetWall(time.Minute)
			load(t, b, good)
			if r := call(t, b, "F"); string(r.Value) != "7" {
				t.Errorf("afterwards: %+v %+v", r, r.Error)
			}
		})
	}
	if pid := sibling.Info().PID; pid != siblingPID {
		t.Errorf("the sibling's worker was replaced")
	}
}

func TestLoadFailuresKeepThePreviousGenome(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Grace: ample, Limits: supervisor.Limits{Wall: time.Minute, Memory: 96 << 20}})
	for _, tc := range []struct {
		name   string
		source string
		want   supervisor.Verdict
		says   string
		line   int
	}{
		{"syntax", "package candidate\n\nfunc F() int { return }}\n", supervisor.LoadError, "", 3},
		{"undefined", "package candidate\n\nfunc F() int { return nowhere }\n", supervisor.LoadError, "nowhere", 3},
		{"type", "package candidate\n\nfunc F() int {\n\treturn \"seven\"\n}\n", supervisor.LoadError, "", 4},
		{"denied import", "package candidate\n\nimport \"os/exec\"\n\nfunc F() int { exec.Command(\"x\"); return 1 }\n", supervisor.Denied, "os/exec", 3},
		{"unsafe", "package candidate\n\nimport \"unsafe\"\n\nvar P unsafe.Pointer\n", supervisor.Denied, "unsafe", 3},
		{"init panic", "package candidate\n\nvar x = f()\n\nfunc f() int { panic(\"early\") }\n", supervisor.LoadError, "early", 5},
		{"init loop", "package candidate\n\nfunc init() {\n\tfor {\n\t}\n}\n", supervisor.Timeout, "initialisation", 0},
		{"init memory", "package candidate\n\nvar all [][]byte\n\nfunc init() {\n\tfor {\n\t\tall = append(all, make([]byte, 1<<20))\n\t}\n}\n", supervisor.MemoryLimit, "memory", 0},
		{"nesting", "package candidate\n\nvar x = " + strings.Repeat("(", 20000) + "1" + strings.Repeat(")", 20000) + "\n", supervisor.LoadError, "nest", 3},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := create(t, sup, "box")
			defer b.Destroy(testContext(t))
			load(t, b, good)
			if tc.want == supervisor.Timeout {
				b.SetWall(patient(400 * time.Millisecond))
			}
			r, err := b.HotReload(testContext(t), genome.FromString("candidate.go", tc.source))
			if err != nil {
				t.Fatal(err)
			}
			b.SetWall(time.Minute)
			if r.Verdict != tc.want || r.Error == nil {
				t.Fatalf("verdict %s (%+v), want %s", r.Verdict, r.Error, tc.want)
			}
			if !strings.Contains(r.Error.Message, tc.says) || tc.line != 0 && (r.Error.Line != tc.line || r.Error.File != "candidate.go" || r.Error.Column == 0) {
				t.Errorf("error %+v: want line %d of candidate.go and %q", r.Error, tc.line, tc.says)
			}
			if r := call(t, b, "F"); string(r.Value) != "7" {
				t.Errorf("the previous genome does not serve: %+v %+v", r, r.Error)
			}
			if v, err := b.Version("candidate"); v != 1 || err != nil {
				t.Errorf("version %d, %v; want 1", v, err)
			}
		})
	}
}

func TestCPULimit(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "box", supervisor.WithLimits(supervisor.Limits{CPU: 200 * time.Millisecond, Wall: 30 * time.Second}))
	load(t, b, "package candidate\n\nfunc Spin() int {\n\tfor {\n\t}\n}\n\nfunc F() int { return 7 }\n")
	r := call(t, b, "Spin")
	if r.Verdict != supervisor.CPULimit {
		t.Fatalf("%s %+v", r.Verdict, r.Error)
	}
	if r.Usage.CPU < 200*time.Millisecond {
		t.Errorf("killed after %v of CPU time, before its limit", r.Usage.CPU)
	}
	if r := call(t, b, "F"); string(r.Value) != "7" {
		t.Errorf("%+v %+v", r, r.Error)
	}
}

func TestNeverRestart(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Limits: supervisor.Limits{Wall: time.Minute, Memory: 64 << 20}})
	b := create(t, sup, "box", supervisor.WithRestart(supervisor.NeverRestart()))
	load(t, b, "package candidate\n\nfunc f(n int) int { return f(n+1) + 1 }\n\nfunc F() int { return f(0) }\n")
	if r := call(t, b, "F"); r.Verdict != supervisor.Crashed {
		t.Fatalf("%s %+v", r.Verdict, r.Error)
	}
	if info := afterRestart(t, b); info.Status != supervisor.StatusError || info.PID != 0 || info.Death == nil {
		t.Errorf("%+v", info)
	}
	_, err := b.Call(testContext(t), "F", nil)
	wantErr(t, err, supervisor.ErrGaveUp)
	if err := b.Restart(testContext(t)); err != nil {
		t.Fatal(err)
	}
	if info := b.Info(); info.Status != supervisor.StatusServing || info.Modules[0].Version != 1 {
		t.Errorf("%+v", info)
	}
}

func TestGivesUpAfterTooManyDeaths(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "box", supervisor.WithRestart(supervisor.RestartPolicy{Max: 4, Window: time.Hour, Backoff: time.Millisecond, MaxBackoff: 2 * time.Millisecond}))
	load(t, b, "package candidate\n\nfunc F() int {\n\tgo func() { panic(1) }()\n\tselect {}\n}\n")
	for i := range 5 {
		if r := call(t, b, "F"); r.Verdict != supervisor.Crashed {
			t.Fatalf("death %d: %s %+v", i, r.Verdict, r.Error)
		}
	}
	_, err := b.Call(testContext(t), "F", nil)
	wantErr(t, err, supervisor.ErrGaveUp)
	if info := b.Info(); info.Restarts != 4 || info.Status != supervisor.StatusError {
		t.Errorf("%+v", info)
	}
}

// Wherever a panic happens, its line is the author's own.
func TestPanicLines(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	ctx := testContext(t)
	b := create(t, sup, "a")
	load(t, b, `package candidate

func sum(xs []float64, n int) float64 {
	s := xs[0]
	s += xs[n] // line 5
	return s
}

func F(n int) float64 {
	c := make(chan float64)
	go func() {
		c <- sum([]float64{1, 2}, n)
	}()
	return <-c
}

func G(x float64) float64 { return sum([]float64{x}, int(x)) }
`)
	harness := func(body string) genome.Module {
		return genome.Module{Files: []genome.File{{Name: "fitness.go", Text: []byte("package fitness\n\nimport \"candidate\"\n\nfunc Fitness() float64 {\n\tn := 3\n" + body + "\n}\n")}}}
	}
	const words = "runtime error: index out of range "
	for _, tc := range []struct {
		name   string
		run    func() (*supervisor.Result, error)
		want   supervisor.Verdict
		says   string
		module string
		line   int
		trace  string
	}{
		{"a call", func() (*supervisor.Result, error) { return b.Call(ctx, "G", supervisor.Args{4}) }, supervisor.Panicked, words + "[4] with length 1", "candidate", 5, "candidate.sum candidate.G"},
		{"a goroutine", func() (*supervisor.Result, error) { return b.Call(ctx, "F", supervisor.Args{7}) }, supervisor.Crashed, words + "[7] with length 2", "candidate", 5, "candidate.sum candidate.F.func"},
		{"a harness", func() (*supervisor.Result, error) {
			return b.Run(ctx, harness("\tx := []float64{candidate.G(0)}\n\tx[0]++\n\treturn x[n]"))
		}, supervisor.Panicked, words + "[3] with length 1", "fitness", 9, "fitness.Fitness"},
		{"a candidate under a harness", func() (*supervisor.Result, error) {
			return b.Run(ctx, harness("\tx := candidate.G(0)\n\treturn x + candidate.G(float64(n+2))"))
		}, supervisor.Panicked, words + "[5] with length 1", "candidate", 5, "candidate.sum candidate.G fitness.Fitness"},
		{"a harness's goroutine", func() (*supervisor.Result, error) {
			return b.Run(ctx, harness("\tx := make(chan float64)\n\tgo func() {\n\t\tx <- candidate.G(float64(n))\n\t}()\n\treturn <-x"))
		}, supervisor.Crashed, words + "[3] with length 1", "candidate", 5, "candidate.sum candidate.G fitness.Fitness.func"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r, err := tc.run()
			if err != nil || r.Verdict != tc.want {
				t.Fatal(inWords(r, err))
			}
			if e := r.Error; !strings.HasSuffix(e.Message, tc.says) || e.Module != tc.module || e.Line != tc.line || e.Column != 2 {
				t.Errorf("%+v, want %q in %s:%d", e, tc.says, tc.module, tc.line)
			}
			var names []string
			for _, f := range r.Error.Trace {
				name, _, _ := strings.Cut(f, " ")
				names = append(names, name)
			}
			if got := strings.Join(names, " "); !strings.HasPrefix(got, tc.trace) {
				t.Errorf("trace %q, want %q", got, tc.trace)
			}
			afterRestart(t, b)
		})
	}
}
