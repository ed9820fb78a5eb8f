package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync/atomic"

	"github.com/rs/zerolog"

	"github.com/petri-lab/petri/auditfile"
	"github.com/petri-lab/petri/config"
	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/supervisor"
)

// A dish is what run needs of a supervisor.
type dish interface {
	// create makes a sandbox for the genome at a path, as the settings say.
	create(ctx context.Context, id, genome string) (sandbox, error)
	// watch logs events until the function that it returns is called.
	watch(zerolog.Logger) (stop func())
	// record writes events to a writer until the function that it returns is
	// called, which says what is missing.
	record(io.Writer) (stop func() error)
	// unaudited says, after close, what is missing in the file of the audit.
	unaudited() error
	// close destroys every sandbox and leaves nothing behind.
	close(context.Context) error
}

// A sandbox is what run needs of a supervisor.Sandbox.
type sandbox interface {
	load(context.Context, genome.Genome) (*supervisor.Result, error)
	// isMain says whether a package main is loaded.
	isMain() bool
	main(ctx context.Context, stdin []byte) (*supervisor.Result, error)
	// call is asked of what has not been loaded yet, as cases are: called is nil
	// if the load failed.
	call(ctx context.Context, g genome.Genome, function string, args []json.RawMessage) (loaded, called *supervisor.Result, err error)
	fitness(ctx context.Context, harness genome.Module, opts ...supervisor.RunOption) (*supervisor.Result, error)
	cases(ctx context.Context, g genome.Genome, function string, cases *supervisor.Cases) (loaded, judged *supervisor.Result, err error)
	destroy(context.Context) error
}

// A dishConfig is what all sandboxes of a run have in common.
type dishConfig struct {
	settings *config.Settings
	jobs     int    // sandboxes at once
	genomes  int    // sandboxes in all
	audit    string // file; "" for none
	each     int    // workers that each of them takes, one after the other
}

// petri is the real dish.
type petri struct {
	sup      *supervisor.Supervisor
	settings *config.Settings
	jobs     int
	each     int          // workers that a sandbox takes
	follow   bool         // the pool follows what is left
	left     atomic.Int64 // sandboxes that are still to be created
}

// ahead is the pool for a run with so many sandboxes to come: the next workers
// start while others run, and none that nobody will need.
func ahead(jobs, left int) supervisor.Pool {
	if left <= 0 {
		return supervisor.Pool{Max: -1}
	}
	return supervisor.Pool{Max: min(jobs, left)}
}

func openSupervisor(d dishConfig) (dish, error) {
	c := d.settings.Config()
	p := &petri{settings: d.settings, jobs: d.jobs, each: d.each, follow: !d.settings.Said("pool")}
	if p.follow {
		c.Pool = ahead(d.each*d.jobs, d.each*d.genomes-d.jobs) // the first ones are wanted at once
	}
	if d.audit != "" {
		file, err := auditfile.Open(d.audit, auditfile.Options{})
		if err != nil {
			return nil, &exitError{exitUsage, err}
		}
		c.Audit.Sink = file
	}
	var err error
	if p.sup, err = supervisor.New(c); err != nil {
		if c.Audit.Sink != nil {
			err = errors.Join(err, c.Audit.Sink.Close())
		}
		return nil, err
	}
	p.left.Store(int64(d.genomes))
	return p, nil
}

func (p *petri) create(ctx context.Context, id, genome string) (sandbox, error) {
	sb, err := p.sup.Create(ctx, id, p.settings.Options(genome)...)
	if left := int(p.left.Add(-1)); p.follow && left < p.jobs {
		// It can only fail for a supervisor that is closed.
		_ = p.sup.SetPool(ahead(p.each*p.jobs, p.each*left))
	}
	if err != nil {
		return nil, err
	}
	return box{sb}, nil
}

func (p *petri) watch(log zerolog.Logger) func() { return watchEvents(p.sup, log) }

func (p *petri) record(w io.Writer) func() error { return recordEvents(p.sup, w) }

func (p *petri) unaudited() error {
	s := p.sup.Audit().Stats()
	if missing := s.Lost + s.Failed; missing > 0 {
		return fmt.Errorf("%d of %d records are missing: %s", missing, s.Recorded, cmp.Or(s.LastError, "writing is too slow"))
	}
	return nil
}

func (p *petri) close(ctx context.Context) error { return p.sup.Close(ctx) }

// box is the real sandbox.
type box struct {
	*supervisor.Sandbox
}

func (b box) load(ctx context.Context, g genome.Genome) (*supervisor.Result, error) {
	return b.HotReload(ctx, g)
}

func (b box) isMain() bool {
	return slices.ContainsFunc(b.Info().Modules, func(m supervisor.ModuleInfo) bool { return m.Main })
}

func (b box) main(ctx context.Context, stdin []byte) (*supervisor.Result, error) {
	return b.Main(ctx, supervisor.MainInput{Stdin: stdin})
}

func (b box) call(ctx context.Context, g genome.Genome, function string, args []json.RawMessage) (loaded, called *supervisor.Result, err error) {
	loaded, outcomes, err := b.ReloadAndCall(ctx, g, function, []supervisor.Args{callArgs(args)})
	if err != nil || len(outcomes) == 0 {
		return loaded, nil, err
	}
	return loaded, outcomes[0].Result, outcomes[0].Err
}

// callArgs are the arguments of a plan as the library takes them.
func callArgs(raw []json.RawMessage) supervisor.Args {
	args := make(supervisor.Args, len(raw))
	for i, a := range raw {
		args[i] = a
	}
	return args
}

func (b box) fitness(ctx context.Context, harness genome.Module, opts ...supervisor.RunOption) (*supervisor.Result, error) {
	return b.Run(ctx, harness, opts...)
}

func (b box) cases(ctx context.Context, g genome.Genome, function string, cases *supervisor.Cases) (loaded, judged *supervisor.Result, err error) {
	return b.ReloadAndRunCases(ctx, g, function, cases)
}

func (b box) destroy(ctx context.Context) error { return b.Destroy(ctx) }

// startStatus is the exit status for an error that kept a supervisor or a
// sandbox from starting.
func startStatus(err error) int {
	var unmet *jail.UnmetError
	var said *exitError
	switch {
	case errors.As(err, &said):
		return said.code
	case errors.Is(err, supervisor.ErrBadConfig), errors.Is(err, supervisor.ErrWorkerNotFound):
		return exitUsage
	case errors.As(err, &unmet):
		return exitHost
	}
	return exitInfra
}
