package supervisor_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/petri-lab/petri/internal/testworker"
	"github.com/petri-lab/petri/supervisor"
)

const apartCandidate = `package candidate

import (
	"errors"
	"fmt"
	"os"
	"time"
)

type Point struct {
	X, Y float64
	Tags []string ` + "`json:\"tags\"`" + `
	mark int
}

func (p Point) Norm() float64 { return p.X }

type Tree struct {
	Left, Right *Tree
	V           int
}

type Kind int

const Big Kind = 7
const Limit = 1 << 40

var count int

func Square(x int) int { return x * x }
func Count() int { count++; return count }
func Divide(a, b int) (int, error) {
	if b == 0 {
		return 1, errors.New("division by zero")
	}
	return a / b, nil
}
func Sum(xs ...float64) (total float64) {
	for _, x := range xs { total += x }
	return
}
func Move(p Point, by map[string]float64) *Point {
	p.X += by["x"]
	p.Tags = append(p.Tags, "moved")
	p.mark++
	return &p
}
func Depth(t *Tree) int {
	if t == nil { return 0 }
	return 1 + max(Depth(t.Left), Depth(t.Right))
}
func Grow(n int) *Tree {
	if n == 0 { return nil }
	return &Tree{Left: Grow(n - 1), V: n}
}
func Two(k Kind) (Kind, string) { return k + 1, fmt.Sprint(k) }
func Any(x any) any { return x }
func Mixed(list []any) map[string]any { return map[string]any{"n": len(list), "list": list} }
func Later(t time.Time, d time.Duration) time.Time { return t.Add(d) }
func Nothing() { count++ }
func Say(s string) { fmt.Println(s) }

func Panic(s string) int { panic(s) }
func Loop() { for {} }
func Die() { go func() { panic("dead") }(); <-make(chan int) }
func Exit() { os.Exit(0) }
func Flood() { for { fmt.Println("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx") } }
func Apply(f func(int) int) int { return f(1) }
`

// inWords is a result in words, or the error in its place.
func inWords(r *supervisor.Result, err error) string {
	if err != nil {
		return "error: " + err.Error()
	}
	text := string(r.Verdict)
	if r.Score != nil {
		text += fmt.Sprintf(" %v", *r.Score)
	}
	if r.Error != nil {
		text += fmt.Sprintf(" %+v", *r.Error)
	}
	return text
}

func runApart(t *testing.T, b *supervisor.Sandbox, body string) (*supervisor.Result, error) {
	t.Helper()
	return b.Run(testContext(t), fitness(body), supervisor.WithHarnessApart())
}

func TestRunApart(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Limits: supervisor.Limits{Wall: time.Minute}})
	b := create(t, sup, "a")
	_, err := runApart(t, b, "func Fitness() float64 { return 1 }")
	wantErr(t, err, supervisor.ErrNoGenome)
	loaded := load(t, b, apartCandidate)

	for _, tc := range []struct{ name, body string }{
		{"integers", "b(candidate.Square(3) == 9 && candidate.Square(-3037000499) == 9223372030926249001)"},
		{"state", "b(candidate.Count() == 1) * b(candidate.Count() == 2)"},
		{"errors", "b(errs())"},
		{"variadic", "b(candidate.Sum() == 0 && candidate.Sum(1, 2.5) == 3.5 && candidate.Sum([]float64{4}...) == 4)"},
		{"structs", "b(points())"},
		{"trees", "b(candidate.Depth(&candidate.Tree{Left: &candidate.Tree{}}) == 2 && candidate.Depth(candidate.Grow(5)) == 5 && candidate.Depth(nil) == 0)"},
		{"constants", "b(two())"},
		{"any", "b(candidate.Any(2) == 2.0 && candidate.Any(\"x\") == \"x\" && candidate.Any(nil) == nil && candidate.Any(true) == true)"},
		{"lists of any", "b(mixed())"},
		{"time", "b(candidate.Later(time.Unix(100, 0).UTC(), time.Second).Equal(time.Unix(101, 0)))"},
		{"nothing", "b(nothing())"},
		{"function values", "b(values())"},
		{"recover", "b(rescued())"},
		{"floats", "b(candidate.Sum(math.Inf(1)) == math.Inf(1) && math.IsNaN(candidate.Sum(math.NaN())) && candidate.Sum(0.1) == 0.1)"},
		{"goroutines", "b(many())"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			restartCount(t, b)
			r, err := runApart(t, b, `import ("fmt"; "math"; "sync"; "time")
var _ = fmt.Sprint
var _ = math.Pi
var _ sync.Mutex
var _ time.Time
func b(ok bool) float64 { if ok { return 1 }; return 0 }
func errs() bool {
	x, err := candidate.Divide(1, 0)
	y, none := candidate.Divide(6, 3)
	return x == 0 && err != nil && err.Error() == "division by zero" && y == 2 && none == nil
}
func points() bool {
	p := candidate.Point{X: 1, Tags: []string{"a"}}
	q := candidate.Move(p, map[string]float64{"x": 2})
	return p.X == 1 && q.X == 3 && fmt.Sprint(q.Tags) == "[a moved]" && len(p.Tags) == 1
}
func two() bool { k, s := candidate.Two(candidate.Big); return k == 8 && s == "7" && candidate.Limit == 1<<40 }
func mixed() bool { return fmt.Sprint(candidate.Mixed([]any{1, "x", nil, []any{2.5}})) == "map[list:[1 x <nil> [2.5]] n:4]" }
func nothing() bool { candidate.Nothing(); candidate.Nothing(); return candidate.Count() == 3 }
func values() bool {
	f := candidate.Square
	var g any = candidate.Sum
	return f(4) == 16 && g.(func(...float64) float64)(1, 1) == 2
}
func rescued() (ok bool) {
	defer func() { ok = recover() == "candidate.Panic panicked: no luck" && candidate.Square(2) == 4 }()
	candidate.Panic("no luck")
	return false
}
func many() bool {
	var wg sync.WaitGroup
	var mu sync.Mutex
	total := 0
	for i := range 20 {
		wg.Add(1)
		go func() { defer wg.Done(); n := candidate.Square(i); mu.Lock(); total += n; mu.Unlock() }()
	}
	wg.Wait()
	return total == 2470
}
func Fitness() float64 { return `+tc.body+" }")
			if err != nil {
				t.Fatal(err)
			}
			if r.Verdict != supervisor.OK {
				t.Fatalf("%s %+v", r.Verdict, r.Error)
			}
			if *r.Score != 1 || r.Checksum != loaded.Checksum || r.Version != 1 {
				t.Errorf("score %v, version %d, checksum %s", *r.Score, r.Version, r.Checksum)
			}
		})
	}
	if f, ok := b.Fitness(); !ok || f.Score != 1 {
		t.Errorf("%+v %v", f, ok)
	}
	if pids, err := testworker.Living(workerPath); err != nil || len(pids) > 1+sup.Pool().Ready+1 {
		t.Errorf("%d workers are there: %v", len(pids), err)
	}
}

// restartCount gives the genome fresh package state.
func restartCount(t *testing.T, b *supervisor.Sandbox) {
	t.Helper()
	if err := b.Restart(testContext(t)); err != nil {
		t.Fatal(err)
	}
}

// What ends an evaluation, and whom it costs the worker.
func TestRunApartEnds(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Grace: ample, Limits: supervisor.Limits{Wall: time.Minute, Output: 1 << 16}})
	b := create(t, sup, "a")
	load(t, b, apartCandidate)
	for _, tc := range []struct {
		body, verdict, message, module string
		dies                           bool
	}{
		{"candidate.Panic(\"boo\"); return 1", "panic", "boo", "candidate", false},
		{"panic(candidate.Square(2))", "panic", "4", "fitness", false},
		{"candidate.Loop(); return 1", "timeout", "candidate.Loop did not end within", "", false},
		{"candidate.Square(1); for {}", "timeout", "Fitness did not end within", "", false},
		{"candidate.Die(); return 1", "crashed", "dead", "candidate", true},
		{"candidate.Exit(); return 1", "failed", "os.Exit", "", false},
		{"candidate.Flood(); return 1", "output_limit", "", "", false},
		{"for { candidate.Say(strings.Repeat(\"x\", 5000)) }", "output_limit", "output limit", "", false},
		{"candidate.Square(1); ch := make(chan int); go func() { panic(\"mine\") }(); <-ch; return 1", "crashed", "the harness's worker: panic in a goroutine: mine", "fitness", false},
		{"z := float64(candidate.Square(0)); return z / z", "failed", "NaN", "", false},
	} {
		t.Run(tc.verdict+" "+tc.message, func(t *testing.T) {
			before := b.Info().PID
			if tc.verdict == "timeout" {
				b.SetWall(patient(time.Second))
			}
			r, err := runApart(t, b, "import \"strings\"\nvar _ = strings.Repeat\nfunc Fitness() float64 { "+tc.body+" }")
			if err != nil {
				t.Fatal(err)
			}
			if string(r.Verdict) != tc.verdict || !strings.Contains(r.Error.Message, tc.message) || r.Error.Module != tc.module || r.Score != nil {
				t.Errorf("%s %+v, want %s %q of %s", r.Verdict, r.Error, tc.verdict, tc.message, tc.module)
			}
			if info := afterRestart(t, b); (info.PID != before) != tc.dies {
				t.Errorf("worker %d after %d: %s", info.PID, before, info.Reason)
			}
			b.SetWall(time.Minute)
			if r, err := runApart(t, b, "func Fitness() float64 { return float64(candidate.Square(2)) }"); err != nil || r.Verdict != supervisor.OK || *r.Score != 4 {
				t.Errorf("afterwards: %s", inWords(r, err))
			}
		})
	}
}

// What does not go together says whose fault it is, and what to write.
func TestRunApartLoads(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a")
	load(t, b, apartCandidate)
	for body, want := range map[string]string{
		"func Fitness() float64 { return float64(candidate.Cube(2)) }":                                                  "undefined: candidate.Cube",
		"func Fitness() float64 { return float64(candidate.Apply(nil)) }":                                               "undefined: candidate.Apply: parameter 1: a function does not cross",
		"func Fitness() float64 { return candidate.Point{}.Norm() }":                                                    "methods do not cross",
		"func Fitness() float64 { return float64(candidate.Square(\"x\")) }":                                            "cannot use",
		"func Fitness() float64 { candidate.Square(1); return float64(len(candidate.Point{}.Tags) + candidate.count) }": "",
	} {
		r, err := runApart(t, b, body)
		if err != nil || r.Verdict != supervisor.LoadError || !strings.Contains(r.Error.Message, want) || r.Error.Module != "fitness" || r.Error.Line == 0 {
			t.Errorf("%s: %s", body, inWords(r, err))
		} else if r.Usage.PeakMemory == 0 || r.Usage.Wall == 0 || r.Usage.Steps != 0 {
			t.Errorf("%s: usage %+v, want the genome's, which ran nothing", body, r.Usage)
		}
	}
	for _, body := range []string{
		"func Fitness() float64 {",
		"func Score() float64 { return float64(candidate.Square(1)) }",
		"func Fitness(x int) float64 { return float64(candidate.Square(x)) }",
		"func Fitness() string { candidate.Square(1); return \"good\" }",
		"var x = candidate.Square(2)\nfunc Fitness() float64 { return float64(x) }",
		"func init() { panic(1) }\nfunc Fitness() float64 { return float64(candidate.Square(1)) }",
	} {
		if r, err := runApart(t, b, body); err == nil || !strings.Contains(err.Error(), supervisor.ErrNoHarness.Error()) {
			t.Errorf("%s: %s, want ErrNoHarness", body, inWords(r, err))
		}
	}
}

func TestRunApartCancelled(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a")
	load(t, b, apartCandidate)
	for _, body := range []string{"candidate.Loop()", "candidate.Square(1); for {}"} {
		ctx, cancel := context.WithTimeout(testContext(t), patient(200*time.Millisecond))
		r, err := b.Run(ctx, fitness("func Fitness() float64 { "+body+"; return 1 }"), supervisor.WithHarnessApart())
		cancel()
		if err != nil || r.Verdict != supervisor.Timeout || r.Score != nil {
			t.Errorf("%s: %s", body, inWords(r, err))
		}
	}
	// A sandbox that is destroyed takes the harness's worker with it.
	done := make(chan *supervisor.Result, 1)
	events := sup.Subscribe(100)
	go func() {
		r, _ := b.Run(testContext(t), fitness("func Fitness() float64 { for { candidate.Square(1) } }"), supervisor.WithHarnessApart())
		done <- r
	}()
	wantEvent(t, events, supervisor.EventEvaluateStart)
	if err := b.Destroy(testContext(t)); err != nil {
		t.Error(err)
	}
	if r := <-done; r != nil && r.Verdict == supervisor.OK {
		t.Errorf("%+v", r)
	}
}

// Limits are for the evaluation as a whole, and modules may be several.
func TestRunApartLimits(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Limits: supervisor.Limits{Steps: 2_000, Wall: time.Minute}})
	b := create(t, sup, "a")
	load(t, b, apartCandidate)
	r, err := runApart(t, b, "func Fitness() float64 { n := 0; for range 1800 { n += candidate.Depth(nil) }; return 1 }")
	if err != nil || r.Verdict != supervisor.OK || r.Usage.Steps != 1800 {
		t.Error(inWords(r, err))
	}
	r, err = runApart(t, b, "func Fitness() float64 { for range 1001 { candidate.Depth(&candidate.Tree{}) }; return 1 }")
	if err != nil || r.Verdict != supervisor.StepLimit {
		t.Error(inWords(r, err))
	}
}

func TestHarnessTaskApart(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	var ids []string
	for i := range 4 {
		ids = append(ids, fmt.Sprint("c", i))
		load(t, create(t, sup, ids[i]), strings.Replace(square, "x * x", fmt.Sprint("x * x + ", i), 1))
	}
	task := supervisor.HarnessTask(fitness("func Fitness() float64 { return float64(candidate.Square(3)) }"), supervisor.WithHarnessApart())
	for i, o := range sup.BatchRun(testContext(t), ids, task, 0) {
		if o.Err != nil || o.Result.Verdict != supervisor.OK || *o.Result.Score != float64(9+i) {
			t.Errorf("%d: %+v", i, o)
		}
	}
}

// The harness's source, and what it keeps, are nowhere in the genome's memory.
func TestHarnessApartIsOutOfReach(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a")
	load(t, b, "package candidate\n\nvar kept []string\n\nfunc F(s string) string { kept = append(kept, s); return s }\n")
	const given, secret = "a sentinel that the harness gives", "a sentinel that the harness keeps"
	r, err := runApart(t, b, "func Fitness() float64 { if candidate.F(\""+given+"\") == \""+secret+"\" { return 1 }; return 0 }")
	if err != nil || r.Verdict != supervisor.OK || *r.Score != 0 {
		t.Fatal(inWords(r, err))
	}
	found, err := inMemory(b.Info().PID, given, secret)
	if os.IsPermission(err) {
		t.Skip("to read a worker's memory takes root:", err)
	}
	if err != nil || !found[given] || found[secret] {
		t.Errorf("%v %v", found, err)
	}
}
