package supervisor

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/petri-lab/petri/jail"
)

// A Diagnosis says which guarantees hold on this host, and how that was tried.
type Diagnosis struct {
	Worker     string  `json:"worker"` // the binary whose isolation was tried
	Guarantees []Proof `json:"guarantees"`
	// Missing is what keeps guarantees from being proved, and what to do.
	Missing []jail.Unmet `json:"missing,omitempty"`
	// Better is what would deliver guarantees better, or once more, than what
	// does here, and what to do for it.
	Better []jail.Unmet `json:"better,omitempty"`
}

// A Proof is what became of the attempts on one guarantee.
type Proof struct {
	Guarantee jail.Guarantee `json:"guarantee"`
	Mechanism string         `json:"mechanism"` // as in Result.Isolation
	// Proved says that a mechanism delivers the guarantee and that every
	// probe was held.
	Proved bool    `json:"proved"`
	Probes []Probe `json:"probes"`
}

// A Probe is one attempt to break a guarantee, made by machine code in a
// worker's place.
type Probe struct {
	Name     string `json:"name"`
	Tried    string `json:"tried"`
	Happened string `json:"happened,omitempty"`
	// Verdict is what a run that did this would have got; empty if that was
	// not asked for.
	Verdict Verdict `json:"verdict,omitempty"`
	Held    bool    `json:"held"`
	// Error is why the attempt could not be made, or came to no result.
	Error string `json:"error,omitempty"`
}

// Proved tells whether every guarantee was proved.
func (d *Diagnosis) Proved() bool {
	return !slices.ContainsFunc(d.Guarantees, func(p Proof) bool { return !p.Proved })
}

// Undecided tells whether nothing speaks against a guarantee but attempts that
// could not be made.
func (d *Diagnosis) Undecided() bool {
	if d.Proved() {
		return false
	}
	return !slices.ContainsFunc(d.Guarantees, func(p Proof) bool {
		return p.Mechanism == jail.None || slices.ContainsFunc(p.Probes, func(b Probe) bool { return !b.Held && b.Error == "" })
	})
}

// diagnosePatience bounds a whole diagnosis, which takes a second or two where
// nothing hangs.
const diagnosePatience = 5 * time.Minute

// diagnoseStart bounds the start of a worker: a busy host is not one that
// cannot isolate.
const diagnoseStart = 30 * time.Second

// Diagnose finds out which guarantees hold on this host, by trying to break
// each: processes that are started, sealed and limited as workers are, and run
// machine code of ours in place of a genome, do what the guarantee forbids.
// Nothing of them is left when it returns.
//
// Of the Config it takes what decides over isolation: WorkerPath, RuntimeDir,
// Isolation, WithoutLayers, UIDs, Name, WithoutCgroup, CgroupParent; and
// StartTimeout. A host that cannot give a guarantee is no error. An error means
// that nothing could be tried.
func Diagnose(ctx context.Context, c Config) (*Diagnosis, error) {
	return diagnose(ctx, c, probeBudget(), probeBudget())
}

// probeBudget are the limits that probes try to pass: small, so that this is
// soon done.
func probeBudget() Limits {
	return Limits{Memory: 32 << 20, Processes: 32, CPU: 100 * time.Millisecond, Wall: 30 * time.Second}
}

// diagnose makes probes try to pass a budget while limits are in force.
func diagnose(ctx context.Context, c Config, budget, limits Limits) (_ *Diagnosis, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("diagnosing: %w", err)
		}
	}()
	caller := ctx
	ctx, cancel := context.WithTimeout(ctx, diagnosePatience)
	defer cancel()
	c.AllowDegraded = true
	c.Limits = Limits{}
	c.Pool = Pool{Max: -1} // each attempt is made once
	c.StartTimeout = cmp.Or(c.StartTimeout, diagnoseStart)
	c.Audit.Sink = nil // its attempts are no genome's, and Close would close it
	s, err := open(c, "--probes")
	if err != nil {
		return nil, err
	}
	d := &doctor{sup: s, budget: budget, limits: limits.merge(DefaultLimits()), targets: listen()}
	proofs, err := d.examine(ctx)
	d.targets.close()
	closing, cancelClosing := context.WithTimeout(context.WithoutCancel(ctx), 2*leafPatience)
	defer cancelClosing()
	if closeErr := s.Close(closing); err == nil && closeErr != nil {
		err = fmt.Errorf("clean-up is incomplete: %w", closeErr)
	}
	if caller.Err() != nil {
		err = context.Cause(caller)
	}
	if err != nil {
		return nil, err
	}
	x := &Diagnosis{Worker: s.workerPath, Guarantees: proofs}
	s.prescribe(x)
	return x, nil
}

// maxLanes bounds how many attempts are made at the same time: where the limits
// do not hold, each may take hundreds of megabytes.
const maxLanes = 4

// A doctor diagnoses one supervisor.
type doctor struct {
	sup     *Supervisor
	budget  Limits // what probes try to pass
	limits  Limits // what is in force
	targets *targets
}

// examine makes every attempt, a few at a time.
func (d *doctor) examine(ctx context.Context) ([]Proof, error) {
	// What keeps every worker from starting is said once.
	first, err := d.hire(ctx)
	if err != nil {
		return nil, err
	}
	trials := slices.DeleteFunc(d.trials(), func(t trial) bool {
		return !slices.Contains(d.sup.config.Isolation, t.guarantee)
	})
	probes := make([]Probe, len(trials))
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(runtime.NumCPU(), maxLanes) {
		l := &lane{d: d, w: first}
		first = nil
		wg.Go(func() {
			defer l.dismiss()
			for i := range next {
				probes[i] = l.make(ctx, trials[i])
			}
		})
	}
	for i := range trials {
		next <- i
	}
	close(next)
	wg.Wait()
	var proofs []Proof
	for _, g := range d.sup.config.Isolation {
		p := Proof{Guarantee: g, Mechanism: cmp.Or(d.sup.isolation[string(g)], jail.None)}
		p.Proved = p.Mechanism != jail.None
		for i, t := range trials {
			if t.guarantee == g {
				p.Probes = append(p.Probes, probes[i])
				p.Proved = p.Proved && probes[i].Held
			}
		}
		p.Proved = p.Proved && len(p.Probes) > 0
		proofs = append(proofs, p)
	}
	return proofs, nil
}

// prescribe says what to do about a diagnosis.
func (s *Supervisor) prescribe(x *Diagnosis) {
	x.Missing = s.unmet()
	for _, p := range x.Guarantees {
		if p.Mechanism == jail.None {
			continue
		}
		x.Better = append(x.Better, s.better(p.Guarantee)...)
		if p.Proved {
			continue
		}
		u := jail.Unmet{Guarantee: p.Guarantee, Tried: p.Mechanism}
		if through := names(p.Probes, func(b Probe) bool { return !b.Held && b.Error == "" }); through != "" {
			u.Found = "it did not hold: " + through
			u.Remedy = "run nothing here that is not trusted, and report it (SECURITY.md)"
		} else {
			u.Found = "no result: " + names(p.Probes, func(b Probe) bool { return !b.Held })
			u.Remedy = "try again when the reason that is given there is gone"
		}
		x.Missing = append(x.Missing, u)
	}
}

func names(probes []Probe, of func(Probe) bool) string {
	var all []string
	for _, p := range probes {
		if of(p) {
			all = append(all, p.Name)
		}
	}
	return strings.Join(all, ", ")
}
