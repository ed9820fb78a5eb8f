package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/petri-lab/petri/examples/internal/dishtest"
	"github.com/petri-lab/petri/supervisor"
)

func TestMain(m *testing.M) { os.Exit(dishtest.Main(m)) }

// Events make a frame, to the letter.
func TestFrame(t *testing.T) {
	begun := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	b := newBoard()
	note := func(name supervisor.EventName, id string, change func(*supervisor.Event)) {
		e := supervisor.Event{Name: name, Time: begun, Metadata: supervisor.Metadata{SandboxID: id}}
		if change != nil {
			change(&e)
		}
		b.note(e)
	}
	result := func(v supervisor.Verdict) func(*supervisor.Event) {
		return func(e *supervisor.Event) { e.Measurements.Result, e.Measurements.Duration = v, 1500*time.Microsecond }
	}
	generation, half, better := 3, 0.5, 0.75
	for _, id := range []string{"a", "b", "c", "d"} {
		note(supervisor.EventCreated, id, func(e *supervisor.Event) { e.Metadata.Generation = &generation })
		note(supervisor.EventReloaded, id, func(e *supervisor.Event) { e.Measurements.Result, e.Metadata.Version = supervisor.OK, 2 })
		note(supervisor.EventEvaluateStart, id, nil)
	}
	note(supervisor.EventEvaluateStop, "a", result(supervisor.OK))
	note(supervisor.EventFitness, "a", func(e *supervisor.Event) {
		e.Measurements.Score, e.Metadata.Populations = &half, []string{"island"}
	})
	b.tick()
	note(supervisor.EventEvaluateStop, "b", result(supervisor.OK))
	note(supervisor.EventFitness, "b", func(e *supervisor.Event) { e.Measurements.Score = &better })
	b.tick()
	note(supervisor.EventDied, "c", nil)
	note(supervisor.EventEvaluateException, "c", result(supervisor.Crashed))
	note(supervisor.EventDestroyed, "d", nil)
	note(supervisor.EventRunStart, "d", nil) // nobody's any more
	note(supervisor.EventRunStart, "a", nil)
	want := `population island   generation 3   3 alive, 4 born, 1 dead, 0 restarts
3 runs   ok 2  crashed 1
best 0.750   ▅▆

  SANDBOX         GEN  STATE            VER  RUNS  FAIL  LAST            TIME       SCORE
  b                 3  idle               2     1     0  ok              1.5ms      0.750 ████████
  a                 3  running 2.5s       2     1     0  ok              1.5ms      0.500 █████
  c                 3  restarting         2     1     1  crashed         1.5ms          -
`
	if got := frame(b, begun.Add(2500*time.Millisecond), 100, 50, false); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	note(supervisor.EventRestarted, "c", nil)
	note(supervisor.EventReloaded, "b", result(supervisor.Denied))
	b.dropped = 7
	got := frame(b, begun, 60, 8, true)
	if n := strings.Count(got, "\n"); n != 7 || !strings.Contains(got, "... and 2 more") || !strings.Contains(got, "7 events dropped") {
		t.Errorf("small:\n%s", got)
	}
	if c := b.rows["c"]; c.state != idle || c.restarts != 1 || b.rows["b"].last != supervisor.Denied {
		t.Errorf("%+v", c)
	}
}

// A population is shown while it lives.
func TestPopulationIsShown(t *testing.T) {
	ctx, sup := dishtest.New(t)
	var out bytes.Buffer
	s := screen{out: &out, live: func() (int, int) { return 100, 30 }}
	err := watch(ctx, sup, s, func(ctx context.Context) error { return search(ctx, sup, 1, 2) })
	if err != nil {
		t.Fatal(err)
	}
	frames := strings.Split(out.String(), "\x1b[H")
	if len(frames) < 3 {
		t.Errorf("%d frames", len(frames))
	}
	last := frames[len(frames)-1]
	for _, want := range []string{"population demo   generation 1   12 alive, 18 born, 6 dead", "crashed 2", "best 0.", "gen1-014", "idle"} {
		if !strings.Contains(last, want) {
			t.Errorf("%q is not in\n%s", want, last)
		}
	}
	if !strings.HasSuffix(out.String(), "\x1b[?25h") {
		t.Error("the cursor stays hidden")
	}
	for _, i := range sup.List() {
		box, err := sup.Get(i.ID)
		if err == nil {
			err = box.Destroy(ctx)
		}
		if err != nil {
			t.Error(err)
		}
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errBroken }

var errBroken = errors.New("the terminal is gone")

func TestTerminalIsGone(t *testing.T) {
	ctx, sup := dishtest.New(t)
	ended := false
	err := watch(ctx, sup, screen{out: broken{}, live: func() (int, int) { return 80, 24 }}, func(ctx context.Context) error {
		<-ctx.Done()
		ended = true
		return ctx.Err()
	})
	if !errors.Is(err, errBroken) || !ended {
		t.Errorf("error %v, work ended: %v", err, ended)
	}
}
