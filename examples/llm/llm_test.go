package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/petri-lab/petri/examples/internal/dishtest"
	"github.com/petri-lab/petri/supervisor"
)

func TestMain(m *testing.M) { os.Exit(dishtest.Main(m)) }

// Each round's failure comes back to the model in words, and nothing is left
// (dishtest sees to that).
func TestScriptIsPlayed(t *testing.T) {
	ctx, sup := dishtest.New(t)
	s := newScript()
	events := sup.Subscribe(1000)
	var out bytes.Buffer
	best, err := improve(ctx, sup, &out, s, rounds)
	if err != nil {
		t.Fatal(err)
	}
	if best.score != 1 || !strings.Contains(best.code, "slices.Sorted") {
		t.Errorf("best %+v", best)
	}
	feedback := []string{
		"",
		"does not load: load_error: undefined: sort\n  candidate.go:4:2:",
		"does not load: denied: import of \"os/exec\"",
		"loads, but its evaluation failed: panic: ",
		"loads, but its evaluation failed: timeout: ",
		"does not load: load_error: ",
		"score 0.68 ",
		"score 0.93 ",
	}
	if len(s.prompts) != len(feedback) {
		t.Fatalf("%d prompts, want %d", len(s.prompts), len(feedback))
	}
	for i, p := range s.prompts {
		if !strings.Contains(p.Feedback, feedback[i]) || !strings.Contains(p.String(), p.Feedback) || !strings.Contains(p.String(), p.Code) {
			t.Errorf("prompt %d: %s\nwant %q", i, p, feedback[i])
		}
		if i > 0 && p.Score < s.prompts[i-1].Score {
			t.Errorf("prompt %d: the best is lost", i)
		}
	}
	events.Close()
	created, destroyed := 0, 0
	for e := range events.Events() {
		switch e.Name {
		case supervisor.EventCreated:
			created++
		case supervisor.EventDestroyed:
			destroyed++
		}
	}
	if created != 1+len(s.prompts) || destroyed != created {
		t.Errorf("%d sandboxes created, %d destroyed", created, destroyed)
	}
}

type failing struct{}

var errOverloaded = errors.New("overloaded")

func (failing) Mutate(context.Context, Prompt) (string, error) { return "", errOverloaded }

func TestModelFails(t *testing.T) {
	ctx, sup := dishtest.New(t)
	if _, err := improve(ctx, sup, &bytes.Buffer{}, failing{}, 3); !errors.Is(err, errOverloaded) {
		t.Errorf("error %v", err)
	}
	for source, load := range map[string]bool{"": true, "package candidate": false, "package candidate\n\nfunc": true, seedCode: false} {
		_, err := evaluate(ctx, sup, "x", source)
		var l *LoadError
		if !failed(err) || errors.As(err, &l) != load {
			t.Errorf("%q: %v", source, err)
		}
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := evaluate(cancelled, sup, "x", seedCode); err == nil || failed(err) {
		t.Errorf("an interrupt is no failure of the code: %v", err)
	}
}

func TestCodeIsFound(t *testing.T) {
	got := []string{code("a\n```go\nx\n```\nb```go\ny\n```"), code("```\nx\n```"), code("  package x "), code("```go\nnever closed")}
	if want := []string{"x\n", "x\n", "package x\n", "```go\nnever closed\n"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
