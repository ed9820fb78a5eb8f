package watch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

// A Target is a sandbox and the file, or directory, that it is kept in step
// with.
type Target struct {
	Path string
	// Box belongs to Run until that returns, and is its owner's to destroy.
	Box *supervisor.Sandbox
	// Renew makes another sandbox in place of Box, which it destroys: a reload
	// cannot take a module away, so that one that is renamed in the files would
	// serve on beside its new self. Nil: such an Update is Stale.
	Renew func(context.Context) (*supervisor.Sandbox, error)
}

// Config says how Run watches.
type Config struct {
	// Harness is the file that evaluates every genome (supervisor.Sandbox.Run),
	// and is watched as well. Empty: none does.
	Harness string
	// How are options of running it.
	How []supervisor.RunOption
	// Evaluate asks what is to be asked of a genome that has been loaded, in
	// place of a Harness. Nil, and no Harness: nothing is.
	Evaluate func(context.Context, *supervisor.Sandbox) (*supervisor.Result, error)
	// Quiet is how long nothing must change before files are read. Zero:
	// DefaultQuiet.
	Quiet time.Duration
	// Jobs bounds how many genomes are evaluated at once. Zero: all.
	Jobs int
	// Caps bound what is read. Zero fields: genome.DefaultCaps.
	Caps genome.Caps
	// Report is told what became of each change, one at a time. Required. It
	// must not wait for long: changes are not read meanwhile, though not lost.
	Report func(Update)
}

// Run loads every target, evaluates it, and does so again whenever its files
// change, until ctx ends; its error is then ctx's cause. Another error says that
// it could not begin. Nothing is left of it when it returns, but the sandboxes,
// with the last that loaded.
func Run(ctx context.Context, c Config, targets ...Target) error {
	switch {
	case c.Report == nil:
		return errors.New("watch: Config.Report is nil: nobody would learn anything")
	case c.Harness != "" && c.Evaluate != nil:
		return errors.New("watch: Config.Harness and Config.Evaluate exclude each other")
	case len(targets) == 0:
		return errors.New("watch: no targets")
	}
	r := &run{Config: c, targets: slices.Clone(targets)}
	paths := make([]string, 0, len(targets)+1)
	for _, t := range targets {
		paths = append(paths, t.Path)
	}
	if c.Harness != "" {
		paths = append(paths, c.Harness)
	}
	files, err := NewFiles(c.Quiet, paths...)
	if err != nil {
		return err
	}
	defer files.Close() // its only error is one of closing what is closed
	r.begin(ctx)
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case changed := <-files.Changes():
			r.change(ctx, changed, files.Err())
		}
	}
	return context.Cause(ctx)
}

// A run is one Run.
type run struct {
	Config
	targets []Target
	judge   *genome.Module // the last harness that was one; nil: none yet
	mu      sync.Mutex     // held while Report is told
}

// begin loads and evaluates everything.
func (r *run) begin(ctx context.Context) {
	judge, err := r.readHarness()
	r.judge = judge
	if err != nil {
		r.tell(ctx, Update{Path: r.Harness, Cause: Start, Err: err})
	}
	if fault := r.each(ctx, func(t *Target) Update { return r.reload(ctx, t, Start) }); fault != nil {
		r.judge = nil
		r.tell(ctx, Update{Path: r.Harness, Cause: Start, Err: fault})
	}
}

// change does what is to be done for paths that have changed. fault is what is
// not watched any more.
func (r *run) change(ctx context.Context, paths []string, fault error) {
	if fault != nil {
		r.tell(ctx, Update{Cause: GenomeChanged, Err: fmt.Errorf("changes may go unnoticed: %w", fault)})
	}
	if r.Harness != "" && slices.Contains(paths, r.Harness) {
		r.changeHarness(ctx)
	}
	if fault := r.each(ctx, func(t *Target) Update {
		if !slices.Contains(paths, t.Path) {
			return Update{}
		}
		return r.reload(ctx, t, GenomeChanged)
	}); fault != nil {
		r.tell(ctx, Update{Path: r.Harness, Cause: GenomeChanged, Err: fault})
	}
}

// changeHarness evaluates everything with the new harness, unless that is none.
func (r *run) changeHarness(ctx context.Context) {
	judge, err := r.readHarness()
	before := r.judge
	if err != nil {
		if before != nil {
			err = fmt.Errorf("%w; the harness from before judges on", err)
		}
		r.tell(ctx, Update{Path: r.Harness, Cause: HarnessChanged, Err: err})
		return
	}
	r.judge = judge
	if fault := r.each(ctx, func(t *Target) Update {
		if len(t.Box.Info().Modules) == 0 {
			return Update{} // it has nothing to judge yet
		}
		u := Update{Path: t.Path, Cause: HarnessChanged}
		r.evaluate(ctx, t, &u)
		return u
	}); fault != nil {
		r.judge = before
		if before != nil {
			fault = fmt.Errorf("%w; the harness from before judges on", fault)
		}
		r.tell(ctx, Update{Path: r.Harness, Cause: HarnessChanged, Err: fault})
	}
}

// each does something for every target, at most Jobs at once, and tells the
// updates that have a cause. A harness that is no good is so for all of them:
// that is returned, to be said once.
func (r *run) each(ctx context.Context, do func(*Target) Update) (badHarness error) {
	jobs := r.Jobs
	if jobs <= 0 {
		jobs = len(r.targets)
	}
	turns := make(chan struct{}, jobs)
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i := range r.targets {
		turns <- struct{}{}
		wg.Go(func() {
			defer func() { <-turns }()
			u := do(&r.targets[i])
			if errors.Is(u.Err, supervisor.ErrNoHarness) {
				mu.Lock()
				badHarness = u.Err
				mu.Unlock()
				if u.Err = nil; u.Loaded == nil {
					return
				}
			}
			if u.Cause != "" {
				r.tell(ctx, u)
			}
		})
	}
	wg.Wait()
	return badHarness
}

// tell reports, unless the run was cut off: that says nothing about a genome.
func (r *run) tell(ctx context.Context, u Update) {
	if ctx.Err() != nil {
		return
	}
	u.Time = time.Now()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.Report(u)
}

// reload brings a target's files into its sandbox, and evaluates them.
func (r *run) reload(ctx context.Context, t *Target, cause Cause) (u Update) {
	u = Update{Path: t.Path, Cause: cause}
	defer func() { u.Serving = serving(t.Box) }()
	g, err := genome.Read(t.Path, r.Caps)
	switch {
	case noSource(err):
		u.Loaded = &supervisor.Result{Sandbox: t.Box.ID(), Verdict: supervisor.LoadError, Error: &supervisor.Failure{Message: err.Error()}}
	case err != nil:
		u.Err = fmt.Errorf("cannot read genome: %w", err)
	case t.Box.Info().Status == supervisor.StatusDestroyed && t.Renew != nil:
		r.renew(ctx, t, g, &u) // the last one could not be made
	default:
		u.Loaded, u.Err = load(ctx, t.Box, g)
	}
	if u.Loaded != nil {
		u.Loaded.Genome = t.Path
	}
	if u.Err != nil || u.Loaded.Verdict != supervisor.OK {
		u.Kept = serving(t.Box) > 0
		return u
	}
	if len(t.Box.Info().Modules) > len(g) {
		if r.renew(ctx, t, g, &u); u.Err != nil || u.Loaded.Verdict != supervisor.OK {
			return u
		}
	}
	if !u.Loaded.Unchanged {
		r.evaluate(ctx, t, &u)
	}
	return u
}

// load reloads a sandbox. One that has given up is brought back first: there is
// new code, which may do better.
func load(ctx context.Context, b *supervisor.Sandbox, g genome.Genome) (*supervisor.Result, error) {
	result, err := b.HotReload(ctx, g)
	if !errors.Is(err, supervisor.ErrGaveUp) {
		return result, err
	}
	if err := b.Restart(ctx); err != nil {
		return nil, err
	}
	return b.HotReload(ctx, g)
}

// renew loads a genome that has lost a module into another sandbox.
func (r *run) renew(ctx context.Context, t *Target, g genome.Genome, u *Update) {
	if t.Renew == nil {
		u.Stale = true
		return
	}
	box, err := t.Renew(ctx)
	if err != nil {
		u.Err = fmt.Errorf("the sandbox cannot be made anew: %w", err)
		return
	}
	t.Box, u.Renewed = box, true
	if u.Loaded, u.Err = box.HotReload(ctx, g); u.Loaded != nil {
		u.Loaded.Genome = t.Path
	}
}

func (r *run) evaluate(ctx context.Context, t *Target, u *Update) {
	switch {
	case r.Evaluate != nil:
		u.Evaluated, u.Err = r.Evaluate(ctx, t.Box)
	case r.judge != nil:
		u.Evaluated, u.Err = t.Box.Run(ctx, *r.judge, r.How...)
	}
	if u.Evaluated != nil {
		u.Evaluated.Genome = t.Path
	}
	u.Serving = serving(t.Box)
}

// readHarness reads the file. What it says is found out when it is run.
func (r *run) readHarness() (*genome.Module, error) {
	if r.Harness == "" {
		return nil, nil
	}
	info, err := os.Stat(r.Harness)
	if err == nil && info.IsDir() {
		err = fmt.Errorf("%s is a directory: want one Go file", r.Harness)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read harness: %w", err)
	}
	g, err := genome.Read(r.Harness, r.Caps)
	if err != nil {
		return nil, fmt.Errorf("cannot read harness: %w", err)
	}
	return &g[0], nil
}

// noSource tells whether what was read is not what a genome can be, which is
// its author's failure like a slip in the code.
func noSource(err error) bool {
	return errors.Is(err, genome.ErrEmpty) || errors.Is(err, genome.ErrTooLarge) || errors.Is(err, genome.ErrBinary)
}

// serving is the version that serves; 0 if none does.
func serving(b *supervisor.Sandbox) int {
	if m := b.Info().Modules; len(m) > 0 {
		return m[0].Version
	}
	return 0
}
