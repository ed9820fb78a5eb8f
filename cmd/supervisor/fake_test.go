package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

// fakeDish is a dish whose sandboxes do what a genome's first line says:
//
//	// ok                 returns the arguments, or "true"
//	// score 0.5          is scored so, with a component "half" of half of it
//	// verdict timeout    ends so when it is run
//	// load denied        ends so when it is loaded
//	// main TEXT          is a package main that prints TEXT and its input
//	// nofunc             lacks the function
//	// noharness          cannot be scored by the harness
//	// nospawn            gets no sandbox
//	// broken             the sandbox fails for the host's reason
//	// sticky             cannot be destroyed
//	// block              runs until it is cancelled
type fakeDish struct {
	config  dishConfig
	sources map[string]string // by sandbox id, for what happens before load

	alive, peak atomic.Int32
	closed      atomic.Bool
	blocked     chan struct{} // gets a value for each genome that blocks

	mu      sync.Mutex
	created []string
}

func (d *fakeDish) create(ctx context.Context, id, _ string) (sandbox, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if d.sources[id] == "nospawn" {
		return nil, fmt.Errorf("sandbox %s: %w", id, supervisor.ErrSpawn)
	}
	if n := d.alive.Add(1); n > d.peak.Load() {
		d.peak.Store(n)
	}
	d.mu.Lock()
	d.created = append(d.created, id)
	d.mu.Unlock()
	return &fakeSandbox{dish: d, id: id}, nil
}

func (d *fakeDish) watch(log zerolog.Logger) func() {
	return func() { log.Info().Msg("watched") }
}

func (d *fakeDish) record(w io.Writer) func() error {
	return func() error {
		_, err := io.WriteString(w, "recorded\n")
		return err
	}
}

func (d *fakeDish) unaudited() error { return nil }

func (d *fakeDish) close(ctx context.Context) error {
	d.closed.Store(true)
	return ctx.Err()
}

type fakeSandbox struct {
	dish       *fakeDish
	id         string
	word, rest string
}

func (s *fakeSandbox) result(v supervisor.Verdict) *supervisor.Result {
	r := &supervisor.Result{Sandbox: s.id, Version: 1, Verdict: v}
	if v != supervisor.OK {
		r.Error = &supervisor.Failure{Message: "because of " + string(v)}
	}
	return r
}

func (s *fakeSandbox) load(_ context.Context, g genome.Genome) (*supervisor.Result, error) {
	line, _, _ := strings.Cut(string(g[0].Files[0].Text), "\n")
	s.word, s.rest, _ = strings.Cut(strings.TrimPrefix(line, "// "), " ")
	switch s.word {
	case "load":
		return s.result(supervisor.Verdict(s.rest)), nil
	case "broken":
		return nil, errors.New("host is broken")
	}
	return s.result(supervisor.OK), nil
}

func (s *fakeSandbox) isMain() bool { return s.word == "main" }

// run is what main, call and fitness have in common.
func (s *fakeSandbox) run(ctx context.Context) (*supervisor.Result, error) {
	switch s.word {
	case "verdict":
		return s.result(supervisor.Verdict(s.rest)), nil
	case "block":
		s.dish.blocked <- struct{}{}
		<-ctx.Done()
		return s.result(supervisor.Cancelled), nil
	}
	return s.result(supervisor.OK), nil
}

func (s *fakeSandbox) main(ctx context.Context, stdin []byte) (*supervisor.Result, error) {
	r, err := s.run(ctx)
	r.Stdout = s.rest + string(stdin)
	return r, err
}

func (s *fakeSandbox) call(ctx context.Context, g genome.Genome, function string, args []json.RawMessage) (loaded, called *supervisor.Result, err error) {
	if loaded, err = s.load(ctx, g); err != nil || loaded.Verdict != supervisor.OK {
		return loaded, nil, err
	}
	if s.word == "nofunc" {
		return loaded, nil, fmt.Errorf("%w: %s", supervisor.ErrNoFunction, function)
	}
	r, err := s.run(ctx)
	if err == nil && r.Verdict == supervisor.OK {
		r.Value, err = json.Marshal(args)
	}
	return loaded, r, err
}

func (s *fakeSandbox) cases(ctx context.Context, g genome.Genome, _ string, _ *supervisor.Cases) (loaded, judged *supervisor.Result, err error) {
	if loaded, err = s.load(ctx, g); err != nil || loaded.Verdict != supervisor.OK {
		return loaded, nil, err
	}
	judged, err = s.fitness(ctx, genome.Module{})
	return loaded, judged, err
}

func (s *fakeSandbox) fitness(ctx context.Context, _ genome.Module, _ ...supervisor.RunOption) (*supervisor.Result, error) {
	if s.word == "noharness" {
		return nil, fmt.Errorf("%w: no func Fitness", supervisor.ErrNoHarness)
	}
	r, err := s.run(ctx)
	if s.word == "score" {
		var score float64
		if _, err := fmt.Sscan(s.rest, &score); err != nil {
			return nil, err
		}
		r.Score, r.Components = &score, map[string]float64{"half": score / 2}
	}
	return r, err
}

func (s *fakeSandbox) destroy(ctx context.Context) error {
	s.dish.alive.Add(-1)
	if s.word == "sticky" {
		return errors.New("worker does not go away")
	}
	return ctx.Err()
}

// A tester is a command line to be run against a fakeDish.
type tester struct {
	t      *testing.T
	dir    string
	dish   *fakeDish
	app    *app
	stdout bytes.Buffer
	stderr bytes.Buffer
}

func newTester(t *testing.T) *tester {
	t.Helper()
	b := &tester{
		t:    t,
		dir:  t.TempDir(),
		dish: &fakeDish{sources: map[string]string{}, blocked: make(chan struct{}, 100)},
	}
	b.app = &app{
		stdin:  strings.NewReader(""),
		stdout: &b.stdout,
		stderr: &lockedWriter{w: &b.stderr},
		open: func(c dishConfig) (dish, error) {
			b.dish.config = c
			return b.dish, nil
		},
	}
	t.Chdir(b.dir) // so that paths in output are short and the same everywhere
	return b
}

// genomes writes one file for each script, named 1.go, 2.go and so on, and
// returns their names. The script "missing" stands for a file that is not there.
func (b *tester) genomes(scripts ...string) []string {
	b.t.Helper()
	var names []string
	for i, s := range scripts {
		name := fmt.Sprintf("%d.go", i+1)
		names = append(names, name)
		b.dish.sources[fmt.Sprintf("run-%d", i+1)] = s
		if s != "missing" {
			b.write(name, "// "+s+"\npackage candidate\n")
		}
	}
	return names
}

func (b *tester) write(name, text string) {
	b.t.Helper()
	if err := os.WriteFile(filepath.Join(b.dir, name), []byte(text), 0o600); err != nil {
		b.t.Fatal(err)
	}
}

// run runs the command and checks that it left nothing behind.
func (b *tester) run(ctx context.Context, args ...string) int {
	b.t.Helper()
	code := b.app.main(ctx, args)
	if n := b.dish.alive.Load(); n != 0 {
		b.t.Errorf("%d sandboxes are left", n)
	}
	if len(b.dish.created) > 0 && !b.dish.closed.Load() {
		b.t.Error("the supervisor was not closed")
	}
	return code
}

// lines decodes the NDJSON on stdout into "genome verdict".
func (b *tester) lines() []string {
	b.t.Helper()
	var lines []string
	dec := json.NewDecoder(bytes.NewReader(b.stdout.Bytes()))
	for {
		var r supervisor.Result
		err := dec.Decode(&r)
		if err == io.EOF {
			return lines
		}
		if err != nil {
			b.t.Fatalf("stdout is no NDJSON: %v\n%s", err, b.stdout.String())
		}
		lines = append(lines, r.Genome+" "+string(r.Verdict))
	}
}

// soon is a deadline for what has to happen but may be slow to.
func soon(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}
