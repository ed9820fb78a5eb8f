package supervisor

import (
	"context"
	"time"

	"github.com/petri-lab/petri/cgroup"
	"github.com/petri-lab/petri/jail"
)

// MoveWorkers makes the supervisor do as if the kernel had refused to let
// processes be born in a cgroup.
func (s *Supervisor) MoveWorkers() { s.groups.moving.Store(true) }

// AwaitImage returns once the worker's executable has been copied, if it is.
func (s *Supervisor) AwaitImage() {
	if s.image != nil {
		<-s.image.Done()
	}
}

// Dir is the supervisor's private directory.
func (s *Supervisor) Dir() string { return s.dir.path }

// MakeRuntimeDir makes a runtime directory below parent, as New does.
func MakeRuntimeDir(parent string) (path string, remove func() error, err error) {
	d, err := newRuntimeDir(parent)
	if err != nil {
		return "", nil, err
	}
	return d.path, d.remove, nil
}

// SweepRuntimeDirs sweeps parent, as New does.
func SweepRuntimeDirs(parent string) (removed []string, err error) { return sweepRuntimeDirs(parent) }

// DiagnoseWith is Diagnose, with these limits in force in place of those that
// the probes try to pass.
func DiagnoseWith(ctx context.Context, c Config, limits Limits) (*Diagnosis, error) {
	return diagnose(ctx, c, probeBudget(), limits)
}

// GroupRemedy is what is said about a problem with cgroups.
func GroupRemedy(p *cgroup.Problem, around jail.Surroundings) string { return groupRemedy(p, around) }

// Delay is the wait before the answer to the n-th death.
func (p RestartPolicy) Delay(n int, random float64) (time.Duration, bool) { return p.delay(n, random) }

// A TestService works in the background.
type TestService struct {
	Name string
	Do   func(ctx context.Context) error
}

func (s *TestService) String() string                  { return s.Name }
func (s *TestService) Serve(ctx context.Context) error { return s.Do(ctx) }

// AddService adds what works in the background.
func (s *Supervisor) AddService(one *TestService) { s.services.add(one) }

// Look is what an alarm says at each of a sequence of samples: "+", "-" or ".".
// One that is not known is NaN; the other values are at least so much if
// complete is false.
func (t Threshold) Look(complete bool, values ...float64) (said string, err error) {
	valid, err := validThresholds("a test", []Threshold{t})
	if err != nil {
		return "", err
	}
	a := newAlarms(valid)
	for _, v := range values {
		is := "."
		a.look(func(Resource) (float64, bool) { return v, complete && v == v }, func(_ Threshold, exceeded bool, _ float64) {
			is = map[bool]string{true: "+", false: "-"}[exceeded]
		})
		said += is
	}
	return said, nil
}

// SetWall gives a sandbox another limit of time, once nothing uses it: a test
// whose run is to meet its limit soon has no wish to see its load meet it.
func (b *Sandbox) SetWall(wall time.Duration) {
	b.gate <- struct{}{}
	b.mu.Lock()
	b.options.limits.Wall = wall
	b.mu.Unlock()
	<-b.gate
}

// Settle waits until nothing uses the sandbox: no operation, and nobody who puts
// a dead worker away and another in its place, which an operation does not wait
// for without end.
func (b *Sandbox) Settle(ctx context.Context) error {
	select {
	case b.gate <- struct{}{}:
		<-b.gate // not released: this was no use of it
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Check checks a sandbox's health now.
func (b *Sandbox) Check() { b.check(context.Background()) }
