package supervisor

import (
	"cmp"
	"errors"

	"github.com/petri-lab/petri/cgroup"
	"github.com/petri-lab/petri/jail"
)

// lacking says what of a guarantee the workers' cgroup would deliver and does
// not; ok is false if there is nothing.
func (g *groups) lacking(guarantee jail.Guarantee, around jail.Surroundings) (_ jail.Unmet, ok bool) {
	u := jail.Unmet{Guarantee: guarantee}
	var why error
	if controller, ok := controllers()[guarantee]; ok {
		u.Tried = "the cgroup controller " + string(controller)
		why = g.lacks(controller)
	} else if guarantee == jail.TreeDies && g.tree == nil {
		u.Tried = "cgroup.kill"
		why = g.why
	}
	if why == nil {
		return u, false
	}
	u.Found = why.Error()
	var problem *cgroup.Problem
	if errors.As(why, &problem) {
		u.Found, u.Remedy = problem.Found, groupRemedy(problem, around)
	}
	return u, true
}

// groupRemedy is what to do about a problem with cgroups, at the place where
// this process is: which only a container's host can change, or the flag of
// what runs the container, or the line of systemd.
func groupRemedy(p *cgroup.Problem, around jail.Surroundings) string {
	program := cmp.Or(around.Program, "supervisor")
	switch {
	case errors.Is(p, cgroup.ErrBoundToV1) || errors.Is(p, cgroup.ErrNoKill):
		if around.Container != "" {
			return p.Remedy + "; this is for the container's host"
		}
		return p.Remedy
	case around.Container == jail.Docker:
		return "`docker run --cgroupns=private --security-opt writable-cgroups=true` (Docker 28 or later, on a host with cgroup v2)"
	case around.Container == jail.Podman:
		return "`podman run --cgroupns=private --security-opt unmask=/sys/fs/cgroup` (on a host with cgroup v2)"
	case around.Container != "":
		return "a container with a cgroup namespace of its own and a writable /sys/fs/cgroup, on a host with cgroup v2"
	case around.Systemd && around.Root:
		return "`systemd-run --scope -p Delegate=yes " + program + " ...`; as a service: `Delegate=yes`, and `DelegateSubgroup=supervisor` (systemd 254) if it starts other processes"
	case around.Systemd:
		return "`systemd-run --user --scope -p Delegate=yes " + program + " ...`; as a service: `User=`, `Delegate=yes`," +
			" and `DelegateSubgroup=supervisor` (systemd 254) if it starts other processes"
	}
	return p.Remedy
}

// unmet lists the guarantees that nothing delivers.
func (s *Supervisor) unmet() []jail.Unmet {
	err := s.host.Check(s.plan, s.groups.mechanisms(s.plan), s.config.Isolation)
	var unmet *jail.UnmetError
	if errors.As(s.groups.explain(err, s.host.Surroundings()), &unmet) {
		return unmet.Missing
	}
	return nil
}

// better lists what would deliver a guarantee beside, and before, what does.
func (s *Supervisor) better(g jail.Guarantee) []jail.Unmet {
	var all []jail.Unmet
	if u, ok := s.groups.lacking(g, s.host.Surroundings()); ok {
		all = append(all, u)
	}
	if u, ok := s.host.Lacking(s.plan, g); ok {
		all = append(all, u)
	}
	return all
}
