package main

import (
	"context"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

// A dish runs programs in Petri: each in a sandbox of its own, under the
// profile standard.
type dish struct {
	sup     *supervisor.Supervisor
	jobs    int
	created atomic.Int64
	// isolation is what the first result says; every later one says the same.
	isolation atomic.Pointer[map[string]string]
}

// openDish starts a supervisor. Its isolation may be degraded: what is compared
// does not depend on it. A worker that does not work at all is an error.
func openDish(ctx context.Context, worker string, timeout time.Duration, memory int64, jobs int) (*dish, error) {
	sup, err := supervisor.New(supervisor.Config{
		WorkerPath:    worker,
		AllowDegraded: true,
		MaxSandboxes:  jobs,
		Limits: supervisor.Limits{
			Memory:     memory,
			Wall:       timeout,
			Output:     64 << 20,
			OutputTail: 512 << 10,
		},
	})
	if err != nil {
		return nil, err
	}
	d := &dish{sup: sup, jobs: jobs}
	if o := d.run(ctx, hello()); o.Kind != exited {
		return nil, errors.Join(fmt.Errorf("the worker cannot run a program: %s", o.describe()), d.close(ctx))
	}
	return d, nil
}

// hello is a program that every worker can run.
func hello() *program {
	return &program{files: []file{{"main.go", []byte("package main\n\nfunc main() {}\n")}}}
}

// degraded lists the guarantees that this host does not give.
func (d *dish) degraded() []string {
	isolation := d.isolation.Load()
	if isolation == nil {
		return nil
	}
	var missing []string
	for guarantee, mechanism := range *isolation {
		if mechanism == "none" {
			missing = append(missing, guarantee)
		}
	}
	slices.Sort(missing)
	return missing
}

func (d *dish) close(ctx context.Context) error { return d.sup.Close(ctx) }

// each runs programs, several at once, and hands their outcomes to done, one at
// a time and in any order.
func (d *dish) each(ctx context.Context, programs []*program, done func(i int, o *outcome)) {
	var (
		wg   sync.WaitGroup
		mu   sync.Mutex
		next = make(chan int)
	)
	for range d.jobs {
		wg.Go(func() {
			for i := range next {
				o := d.run(ctx, programs[i])
				mu.Lock()
				done(i, o)
				mu.Unlock()
			}
		})
	}
	for i := range programs {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	wg.Wait()
}

// run loads a program into a fresh sandbox and runs its main.
func (d *dish) run(ctx context.Context, p *program) *outcome {
	id := fmt.Sprintf("conformance-%d", d.created.Add(1))
	box, err := d.sup.Create(ctx, id, supervisor.WithRestart(supervisor.NeverRestart()))
	if err != nil {
		return &outcome{Kind: infra, Message: err.Error()}
	}
	defer func() {
		// A sandbox that stays costs memory until the end, and no answer.
		_ = box.Destroy(context.WithoutCancel(ctx))
	}()
	loaded, err := box.HotReload(ctx, p.genome())
	if err != nil {
		return notAsked(err)
	}
	d.isolation.CompareAndSwap(nil, &loaded.Isolation)
	if loaded.Verdict != supervisor.OK {
		return loadOutcome(loaded)
	}
	r, err := box.Main(ctx, supervisor.MainInput{Stdin: p.stdin})
	if err != nil {
		return notAsked(err)
	}
	return runOutcome(r)
}

func (p *program) genome() genome.Genome {
	g := genome.Genome{{}}
	for _, f := range p.files {
		dir, name := path.Split(f.name)
		dir = strings.TrimSuffix(dir, "/")
		i := slices.IndexFunc(g, func(m genome.Module) bool { return m.Name == dir })
		if i < 0 {
			i = len(g)
			g = append(g, genome.Module{Name: dir})
		}
		g[i].Files = append(g[i].Files, genome.File{Name: name, Text: f.text})
	}
	return g
}

// notAsked is the outcome of a program that the supervisor does not take.
func notAsked(err error) *outcome {
	return &outcome{Kind: refused, Rule: "caps", Message: err.Error()}
}

// loadOutcome is how a program ended that got no further than loading. Its
// initialisation is part of loading: what ends it there would have ended the
// process.
func loadOutcome(r *supervisor.Result) *outcome {
	o := runOutcome(r)
	if r.Verdict != supervisor.LoadError && r.Verdict != supervisor.Denied {
		return o
	}
	if code, is := exitCode(r.Error.Message); is {
		o.Kind, o.Code = exited, code
		return o
	}
	o.Kind, o.Message = refused, r.Error.Message
	if len(r.Error.Diagnostics) > 0 {
		first := r.Error.Diagnostics[0]
		o.Rule, o.Message = first.Rule, first.String()
	}
	if o.Rule == "init" {
		o.Kind = panicked
		o.Message = normalMessage(strings.TrimPrefix(r.Error.Message, "initialisation panicked: "))
	}
	return o
}

// runOutcome translates a verdict.
func runOutcome(r *supervisor.Result) *outcome {
	o := &outcome{Stdout: written(r.Stdout, r.StdoutBytes), Stderr: written(r.Stderr, r.StderrBytes), Partial: r.Truncated}
	if r.Error != nil {
		o.Message = normalMessage(r.Error.Message)
	}
	switch r.Verdict {
	case supervisor.OK:
		o.Kind = exited
	case supervisor.Failed:
		o.Kind = crashed
		if code, is := exitCode(o.Message); is {
			o.Kind, o.Code, o.Message = exited, code, ""
		}
	case supervisor.Panicked:
		o.Kind = panicked
	case supervisor.Timeout:
		o.Kind = timedOut
	case supervisor.Crashed:
		o.Kind = crashed
	case supervisor.InfraError, supervisor.ProtocolError, supervisor.Cancelled, supervisor.QueueFull:
		o.Kind, o.Message = infra, string(r.Verdict)+": "+o.Message
	default:
		o.Kind, o.Message = limited, string(r.Verdict)+": "+o.Message
	}
	return o
}

// written is what a program wrote, UTF-8 or not.
func written(text string, raw []byte) string {
	if raw != nil {
		return string(raw)
	}
	return text
}

var exitCall = regexp.MustCompile(`called os\.Exit\((-?\d+)\)`)

// exitCode reads the status out of the message of a run that os.Exit ended; no
// other part of a result holds it.
func exitCode(message string) (code int, is bool) {
	found := exitCall.FindStringSubmatch(message)
	if found == nil {
		return 0, false
	}
	code, err := strconv.Atoi(found[1])
	return code, err == nil
}
