package supervisor_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/petri-lab/petri/supervisor"
)

func readCases(t testing.TB, lines ...string) *supervisor.Cases {
	t.Helper()
	c, err := supervisor.ReadCases(strings.NewReader(strings.Join(lines, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// trying does something else for each argument.
const trying = `package candidate

import ("errors"; "math")

var kept int

func Try(what string, n int) (any, error) {
	switch what {
	case "panic":
		panic(n)
	case "loop":
		for {}
	case "die":
		go func() { panic(n) }()
		<-make(chan int)
	case "error":
		return nil, errors.New("cannot")
	case "count":
		kept++
		return kept, nil
	case "nan":
		return math.NaN(), nil
	case "list":
		return []int{n, n+1}, nil
	}
	return n, nil
}

func Pair(n int64) (int64, int64) { return n, n-1 }

func Nothing() {}
`

func TestRunCases(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{Limits: supervisor.Limits{Wall: patient(3 * time.Second)}})
	ctx := testContext(t)
	events := sup.Subscribe(1000)
	b := create(t, sup, "a")
	_, err := b.RunCases(ctx, "Try", readCases(t, `{"args":[],"want":1}`))
	wantErr(t, err, supervisor.ErrNoGenome)
	loaded := load(t, b, trying)

	r, err := b.RunCases(ctx, "Try", readCases(t,
		`{"args":["same",1],"want":1}`,
		`{"args":["count",0],"want":1}`,
		`{"args":["count",0],"want":2}`,
		`{"args":["same",3],"want":1}`,
		`{"args":["same",5],"want":4,"tolerance":1}`,
		`{"args":["panic",1],"want":1}`,
		``,
		`{"args":["loop",1],"want":1}`,
		`{"args":["die",1],"want":1}`,
		`{"args":["error",1],"want":null}`,
		`{"args":["nan",1],"want":"NaN"}`,
		`{"args":["list",3],"want":[3,4.0]}`,
		`{"args":["same","text"],"want":1}`,
		`{"args":["same",12],"want":12}`))
	if err != nil {
		t.Fatal(err)
	}
	if r.Verdict != supervisor.OK || r.Error != nil || r.Cases == nil || r.Checksum != loaded.Checksum || r.Version != 1 {
		t.Fatalf("%+v %+v", r, r.Error)
	}
	if c := r.Cases; c.Total != 13 || c.Correct != 7 || c.Failed != 5 || *r.Score != 7./13 || r.Components["correct"] != 7./13 {
		t.Errorf("%+v score %v %v", c, *r.Score, r.Components)
	}
	// The wrong 3 has 2/(1+2); the tolerated 5, off by a quarter, 1/5.
	if got, want := r.Components["error"], (5+2./3+1./5)/13; got < want-1e-9 || got > want+1e-9 {
		t.Errorf("error %v, want %v", got, want)
	}
	var misses []string
	for _, m := range r.Cases.Misses {
		misses = append(misses, fmt.Sprintf("%d %s %s", m.Line, m.Verdict, m.Value))
	}
	want := []string{"4 ok 3", "6 panic ", "8 timeout ", "9 crashed ", "10 failed ", "13  "}
	if fmt.Sprint(misses) != fmt.Sprint(want) {
		t.Errorf("misses %q, want %q", misses, want)
	}
	if f, ok := b.Fitness(); !ok || f.Score != *r.Score || f.Components["correct"] != *r.Score {
		t.Errorf("fitness %+v %v", f, ok)
	}
	wantEvent(t, events, supervisor.EventFitness)

	for _, tc := range []struct {
		function, line string
		score          float64
	}{
		{"Pair", `{"args":[9223372036854775807],"want":[9223372036854775807,9223372036854775806]}`, 1},
		{"Pair", `{"args":[9223372036854775807],"want":[9223372036854775807,9223372036854775807]}`, 0},
		{"Nothing", `{"args":[],"want":null}`, 0},
		{"candidate.Pair", `{"args":[1],"want":[1,0]}`, 1},
	} {
		r, err := b.RunCases(ctx, tc.function, readCases(t, tc.line))
		if err != nil || r.Verdict != supervisor.OK || *r.Score != tc.score {
			t.Errorf("%s: %+v %v", tc.line, r, err)
		}
	}
	_, err = b.RunCases(ctx, "Nowhere", readCases(t, `{"args":[],"want":1}`))
	wantErr(t, err, supervisor.ErrNoFunction)
	_, err = b.RunCases(ctx, "Pair", readCases(t, `{"args":["x"],"want":1}`, `{"args":[],"want":1}`))
	wantErr(t, err, supervisor.ErrBadArguments)
	_, err = b.RunCases(ctx, "Pair", nil)
	wantErr(t, err, supervisor.ErrBadCases)
}

// wantEvent waits for an event.
func wantEvent(t *testing.T, events *supervisor.Subscription, name supervisor.EventName) {
	t.Helper()
	for ctx := testContext(t); ; {
		select {
		case e := <-events.Events():
			if e.Name == name {
				return
			}
		case <-ctx.Done():
			t.Fatalf("no event %s", name)
		}
	}
}

func TestRunCasesCutShort(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a")
	load(t, b, trying)
	cases := readCases(t, `{"args":["same",1],"want":1}`, `{"args":["loop",1],"want":1}`, `{"args":["same",1],"want":1}`)
	ctx, cancel := context.WithTimeout(testContext(t), patient(2*time.Second))
	defer cancel()
	r, err := b.RunCases(ctx, "Try", cases)
	if err != nil || r.Verdict != supervisor.Timeout || r.Score != nil || r.Cases.Correct != 1 {
		t.Errorf("%+v %+v %v", r, r.Cases, err)
	}
	if _, ok := b.Fitness(); ok {
		t.Error("a part of the cases became its fitness")
	}
}

// A sandbox that is never restarted fails the cases after its death.
func TestRunCasesWithoutRestart(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a", supervisor.WithRestart(supervisor.NeverRestart()))
	load(t, b, trying)
	r, err := b.RunCases(testContext(t), "Try", readCases(t,
		`{"args":["same",1],"want":1}`, `{"args":["die",1],"want":1}`, `{"args":["same",1],"want":1}`))
	if err != nil || r.Verdict != supervisor.OK || r.Cases.Failed < 2 || *r.Score > 1./3 {
		t.Errorf("%+v %+v %v", r, r.Cases, err)
	}
}

func TestCasesTask(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	ctx := testContext(t)
	cases := readCases(t, `{"args":[3],"want":9}`, `{"args":[-4],"want":16}`)
	sources := []string{square, strings.Replace(square, "x * x", "3 * x", 1), "package candidate\n\nfunc Cube(x int) int { return x }\n"}
	ids := make([]string, len(sources))
	for i, source := range sources {
		ids[i] = fmt.Sprint("b", i)
		load(t, create(t, sup, ids[i]), source)
	}
	outcomes := sup.BatchRun(ctx, ids, supervisor.CasesTask("Square", cases), 0)
	for i, score := range []float64{1, 0.5} {
		if o := outcomes[i]; o.Err != nil || *o.Result.Score != score {
			t.Errorf("%d: %+v", i, o)
		}
	}
	wantErr(t, outcomes[2].Err, supervisor.ErrNoFunction)
}

// Large answers are dropped once they are compared.
func TestRunCasesLargeAnswers(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a")
	load(t, b, "package candidate\n\nimport \"strings\"\n\nfunc F(n int) string { return strings.Repeat(\"x\", n) }\n")
	lines := make([]string, 200)
	for i := range lines {
		lines[i] = `{"args":[500000],"want":"` + "x" + `"}`
	}
	r, err := b.RunCases(testContext(t), "F", readCases(t, lines...))
	if err != nil || r.Cases.Correct != 0 || len(r.Cases.Misses) != 10 {
		t.Fatalf("%+v %v", r, err)
	}
	if text, err := json.Marshal(r); err != nil || len(text) > 20000 {
		t.Errorf("a result of %d bytes, %v", len(text), err)
	}
}

// What is wanted is nowhere in the worker's memory; what it is called with is.
func TestCasesAreOutOfReach(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a")
	load(t, b, "package candidate\n\nvar kept []string\n\nfunc F(s string) string { kept = append(kept, s); return s }\n")
	const given, secret = "a sentinel that is given away", "a sentinel that is kept secret"
	r, err := b.RunCases(testContext(t), "F", readCases(t,
		`{"args":["`+given+`"],"want":"`+secret+`"}`,
		`{"args":["x"],"want":{"`+secret+`":["`+secret+`"]},"tolerance":0.25}`))
	if err != nil || r.Verdict != supervisor.OK || *r.Score != 0 {
		t.Fatalf("%+v %v", r, err)
	}
	found, err := inMemory(b.Info().PID, given, secret)
	if errors.Is(err, os.ErrPermission) {
		t.Skip("to read a worker's memory takes root:", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	if !found[given] {
		t.Error("the arguments are not in the worker's memory, so that the search shows nothing")
	}
	if found[secret] {
		t.Error("what is wanted is in the worker's memory")
	}
}

// inMemory looks for texts in all of a process's readable memory.
func inMemory(pid int, texts ...string) (map[string]bool, error) {
	maps, err := os.ReadFile(fmt.Sprintf("/proc/%d/maps", pid))
	if err != nil {
		return nil, err
	}
	memory, err := os.Open(fmt.Sprintf("/proc/%d/mem", pid))
	if err != nil {
		return nil, err
	}
	defer memory.Close()
	found := map[string]bool{}
	for line := range strings.Lines(string(maps)) {
		var from, to uint64
		var mode string
		if _, err := fmt.Sscanf(line, "%x-%x %s", &from, &to, &mode); err != nil {
			return nil, err
		}
		if mode[0] != 'r' || from > math.MaxInt64 {
			continue
		}
		// The last of a piece is kept for texts that lie across two.
		const piece, overlap = 1 << 20, 128
		buf := make([]byte, overlap+piece)
		for at := from; at < to; at += piece {
			n, err := memory.ReadAt(buf[overlap:overlap+min(piece, to-at)], int64(at))
			if err != nil && !errors.Is(err, io.EOF) && n == 0 {
				break // a mapping that cannot be read: vvar
			}
			for _, text := range texts {
				found[text] = found[text] || bytes.Contains(buf[:overlap+n], []byte(text))
			}
			copy(buf, buf[n:n+overlap])
		}
	}
	return found, nil
}
