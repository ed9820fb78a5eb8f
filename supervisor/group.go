package supervisor

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/cgroup"
	"github.com/petri-lab/petri/jail"
)

// groups gives each worker a cgroup of its own, where the host has cgroup v2
// for us. What its controllers cannot limit, the worker's jail does.
type groups struct {
	tree *cgroup.Tree // nil where there is none
	why  error        // why there is none
	next atomic.Uint64
	// moving is set once the kernel has refused to let a process be born in a
	// cgroup: clone3(2) is filtered in some containers.
	moving atomic.Bool
}

// errUndecided says that nobody knows what the host offers, because it had not
// enough of something to find out.
var errUndecided = errors.New("it cannot be found out what this host offers")

// errGroupsOff is why there is no tree if the caller wants none.
var errGroupsOff = errors.New("turned off by configuration")

// newGroups makes the supervisor's tree. That a host has none for us is no
// error; that one cannot be made where there should be one is.
func newGroups(ctx context.Context, c Config) (*groups, error) {
	if c.WithoutCgroup {
		return &groups{why: errGroupsOff}, nil
	}
	tree, err := cgroup.NewTree(ctx, cgroup.Options{Name: c.Name, Parent: c.CgroupParent})
	if err == nil {
		for _, lack := range tree.Controllers() {
			if jail.Exhausted(lack) {
				err = errors.Join(lack, tree.Close(ctx))
				break
			}
		}
	}
	var problem *cgroup.Problem
	switch {
	case err == nil:
		return &groups{tree: tree}, nil
	case jail.Exhausted(err):
		// Which would leave workers without cgroups on a host that has them.
		return nil, fmt.Errorf("%w: %w%s", errUndecided, err, adviseOn(anything, err))
	case c.CgroupParent == "" && errors.As(err, &problem):
		return &groups{why: err}, nil
	}
	return nil, err
}

// has tells whether the workers' groups have a controller.
func (g *groups) has(c cgroup.Controller) bool {
	return g.tree != nil && g.tree.Controllers().Has(c)
}

// lacks is why they do not have it; nil if they do.
func (g *groups) lacks(c cgroup.Controller) error {
	if g.tree == nil {
		return g.why
	}
	return g.tree.Controllers()[c]
}

// mechanism is what results call a cgroup that delivers a guarantee.
const mechanism = "cgroup"

// controllers says which controller delivers a guarantee.
func controllers() map[jail.Guarantee]cgroup.Controller {
	return map[jail.Guarantee]cgroup.Controller{
		jail.MemoryCapped:    cgroup.Memory,
		jail.ProcessesCapped: cgroup.Pids,
		jail.CPUCapped:       cgroup.CPU,
	}
}

// mechanisms says what delivers each guarantee: the jail's layers, and before
// them the cgroup.
func (g *groups) mechanisms(plan jail.Plan) jail.Mechanisms {
	m := plan.Mechanisms()
	add := func(guarantee jail.Guarantee) {
		if m[guarantee] == jail.None {
			m[guarantee] = mechanism
		} else {
			m[guarantee] = mechanism + "+" + m[guarantee]
		}
	}
	for guarantee, controller := range controllers() {
		if g.has(controller) {
			add(guarantee)
		}
	}
	if g.tree != nil {
		add(jail.TreeDies) // cgroup.kill needs no controller
	}
	return m
}

// explain adds to what a host cannot give what a cgroup would have done for it.
func (g *groups) explain(err error, around jail.Surroundings) error {
	var unmet *jail.UnmetError
	if !errors.As(err, &unmet) {
		return err
	}
	for i := range unmet.Missing {
		u := &unmet.Missing[i]
		if group, ok := g.lacking(u.Guarantee, around); ok {
			u.Tried = group.Tried + ", " + u.Tried
			u.Found = group.Found + "; " + u.Found
			u.Remedy = strings.Join(slices.DeleteFunc([]string{group.Remedy, u.Remedy}, func(r string) bool { return r == "" }), "; or ")
		}
	}
	return err
}

// close removes the tree.
func (g *groups) close(ctx context.Context) error {
	if g.tree == nil {
		return nil
	}
	return g.tree.Close(ctx)
}

// A group is one worker's cgroup. The nil group of a host without them does
// nothing.
type group struct {
	leaf   *cgroup.Leaf
	all    *groups
	killed atomic.Bool
}

// add makes a group without limits, for a worker that is yet to start.
func (g *groups) add(id string) (*group, error) {
	if g.tree == nil {
		return nil, nil
	}
	// An earlier worker's group may not be gone yet.
	leaf, err := g.tree.NewLeaf(fmt.Sprintf("%s.%d", id, g.next.Add(1)), cgroup.Limits{})
	if err != nil {
		return nil, err
	}
	return &group{leaf: leaf, all: g}, nil
}

// start starts a process in the group: born there or, where the kernel or a
// container's filter does not have that, moved there before anybody has spoken
// to it. What a process does before its handshake is our own code.
func (g *group) start(ctx context.Context, s *jail.Spawner, spec jail.Spec) (*jail.Process, error) {
	if g == nil {
		return s.Start(ctx, spec)
	}
	if !g.all.moving.Load() {
		spec.UseCgroupFD, spec.CgroupFD = true, g.leaf.FD()
		p, err := s.Start(ctx, spec)
		if !unborn(err) {
			return p, err
		}
		spec.UseCgroupFD, spec.CgroupFD = false, 0
	}
	p, err := s.Start(ctx, spec)
	if err != nil {
		return nil, err
	}
	if err := g.leaf.Add(p.PID()); err != nil {
		p.Release()
		return nil, err
	}
	g.all.moving.Store(true)
	return p, nil
}

// unborn tells whether an error may come from clone3(2) or its flag
// CLONE_INTO_CGROUP. If it does not, the attempt without it fails as well, and
// with the same error.
func unborn(err error) bool {
	for _, e := range []error{unix.ENOSYS, unix.EPERM, unix.EINVAL, unix.E2BIG, unix.EOPNOTSUPP} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// workerProcessors is how many processors a worker may keep busy at a time.
const workerProcessors = workerGoMaxProcs

// limit sets what the group's controllers can limit. A worker may keep that
// many processors busy at a time.
func (g *group) limit(l Limits, processors float64) error {
	if g == nil {
		return nil
	}
	var lim cgroup.Limits
	if g.all.has(cgroup.Memory) {
		lim.Memory = l.Memory
	}
	if g.all.has(cgroup.Pids) {
		lim.Pids = int64(l.Processes)
	}
	if g.all.has(cgroup.CPU) {
		lim.CPU = processors
	}
	return g.leaf.Set(lim)
}

// kill kills all of the group at once, the first time. Nothing is started in it
// afterwards.
func (g *group) kill() {
	if g != nil && !g.killed.Swap(true) {
		// The process itself is killed as well, and its end kills what is left.
		_ = g.leaf.Kill()
	}
}

// leafPatience bounds how long the end of a group may take once its worker has
// been reaped.
const leafPatience = 10 * time.Second

// end kills what lives in the group, waits for its end and removes it. The
// figures are nil if they are not known.
func (g *group) end() *cgroup.Last {
	if g == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), leafPatience)
	defer cancel()
	last, err := g.leaf.Close(ctx)
	if err != nil {
		// What cannot be removed now is removed with the tree.
		return nil
	}
	return &last
}
