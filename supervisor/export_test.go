package supervisor

import (
	"context"

	"github.com/petri-lab/petri/cgroup"
	"github.com/petri-lab/petri/jail"
)

// MoveWorkers makes the supervisor do as if the kernel had refused to let
// processes be born in a cgroup.
func (s *Supervisor) MoveWorkers() { s.groups.moving.Store(true) }

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
