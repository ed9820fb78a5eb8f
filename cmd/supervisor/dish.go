package main

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/rs/zerolog"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/supervisor"
)

// A dish is what run needs of a supervisor.
type dish interface {
	// create makes a sandbox that is not restarted when its worker dies.
	create(ctx context.Context, id string) (sandbox, error)
	// watch logs events until the function that it returns is called.
	watch(zerolog.Logger) (stop func())
	// close destroys every sandbox and leaves nothing behind.
	close(context.Context) error
}

// A sandbox is what run needs of a supervisor.Sandbox.
type sandbox interface {
	load(context.Context, genome.Genome) (*supervisor.Result, error)
	// isMain says whether a package main is loaded.
	isMain() bool
	main(ctx context.Context, stdin []byte) (*supervisor.Result, error)
	call(ctx context.Context, function string, args []json.RawMessage) (*supervisor.Result, error)
	fitness(ctx context.Context, harness genome.Module) (*supervisor.Result, error)
	cases(ctx context.Context, function string, cases *supervisor.Cases) (*supervisor.Result, error)
	destroy(context.Context) error
}

// A dishConfig is what all sandboxes of a run have in common.
type dishConfig struct {
	worker  string // path of the binary; "" for the usual places
	limits  supervisor.Limits
	profile genome.Profile
	seed    *uint64 // nil: none
	jobs    int     // sandboxes at once
	restart bool    // a sandbox goes on after its worker died: there is more to ask
	// allowDegraded accepts a host that cannot give every guarantee.
	allowDegraded bool
}

// petri is the real dish.
type petri struct {
	sup     *supervisor.Supervisor
	options []supervisor.Option // of every sandbox
}

func openSupervisor(c dishConfig) (dish, error) {
	sup, err := supervisor.New(supervisor.Config{
		WorkerPath:    c.worker,
		Limits:        c.limits,
		MaxSandboxes:  c.jobs,
		AllowDegraded: c.allowDegraded,
		GC:            supervisor.GC{Interval: -1}, // each is destroyed as soon as it is done
	})
	if err != nil {
		return nil, err
	}
	options := []supervisor.Option{
		supervisor.WithProfile(c.profile),
	}
	if !c.restart {
		// A worker that dies has given its verdict; nobody asks it anything more.
		options = append(options, supervisor.WithRestart(supervisor.NeverRestart()))
	}
	if c.seed != nil {
		options = append(options, supervisor.WithSeed(*c.seed))
	}
	return &petri{sup: sup, options: options}, nil
}

func (p *petri) create(ctx context.Context, id string) (sandbox, error) {
	sb, err := p.sup.Create(ctx, id, p.options...)
	if err != nil {
		return nil, err
	}
	return box{sb}, nil
}

func (p *petri) watch(log zerolog.Logger) func() { return watchEvents(p.sup, log) }

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

func (b box) call(ctx context.Context, function string, args []json.RawMessage) (*supervisor.Result, error) {
	in := make(supervisor.Args, len(args))
	for i, a := range args {
		in[i] = a
	}
	return b.Call(ctx, function, in)
}

func (b box) fitness(ctx context.Context, harness genome.Module) (*supervisor.Result, error) {
	return b.Run(ctx, harness)
}

func (b box) cases(ctx context.Context, function string, cases *supervisor.Cases) (*supervisor.Result, error) {
	return b.RunCases(ctx, function, cases)
}

func (b box) destroy(ctx context.Context) error { return b.Destroy(ctx) }

// startStatus is the exit status for an error that kept a supervisor or a
// sandbox from starting.
func startStatus(err error) int {
	var unmet *jail.UnmetError
	switch {
	case errors.Is(err, supervisor.ErrBadConfig), errors.Is(err, supervisor.ErrWorkerNotFound):
		return exitUsage
	case errors.As(err, &unmet):
		return exitHost
	}
	return exitInfra
}
