package supervisor_test

import (
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/internal/testworker"
	"github.com/petri-lab/petri/supervisor"
)

// audit compares all books with one another, with the ledger and with the kernel.
func (l *ledger) audit(after string) {
	l.t.Helper()
	var ids, alive, pids, leaves []string
	for _, e := range l.living() {
		ids = append(ids, e.id)
	}
	slices.Sort(ids)
	list := l.sup.List()
	for _, info := range list {
		alive = append(alive, info.ID)
		l.examine(after, info)
		if info.PID == 0 {
			continue
		}
		pids = append(pids, strconv.Itoa(info.PID))
		if leaf := cgroupOf(l.t, info.PID); leaf != "" {
			leaves = append(leaves, leaf)
		}
	}
	l.same(after, "sandboxes", alive, ids)
	q, err := l.sup.Populations().Get("all")
	if err != nil || q.Departed != len(l.order)-len(ids) {
		l.t.Errorf("after %s: %d departed, want %d; %v", after, q.Departed, len(l.order)-len(ids), err)
	}
	l.same(after, "members", q.Members, ids)
	running, err := testworker.Living(workerPath)
	if err != nil {
		l.t.Error(err)
	}
	l.same(after, "processes", running, pids)
	l.sums(after, len(ids), len(pids))
	if len(leaves) > 0 {
		there, err := filepath.Glob(filepath.Join(filepath.Dir(leaves[0]), "w-*"))
		if err != nil {
			l.t.Error(err)
		}
		l.same(after, "cgroups", there, leaves)
	}
	l.genealogy(after)
}

// sums compares what the monitor adds up with what there is.
func (l *ledger) sums(after string, sandboxes, workers int) {
	l.t.Helper()
	all, err := l.sup.Sample(testContext(l.t))
	members, membersErr := l.sup.Populations().Usage("all")
	if err := errors.Join(err, membersErr); err != nil {
		l.t.Error(err)
	}
	for what, u := range map[string]supervisor.TotalUsage{"all": all, "the population": members} {
		if u.Sandboxes != sandboxes || u.Workers != workers || u.Processes != (supervisor.Sum[int]{Value: workers, Known: workers}) || u.Memory.Known != workers || u.Queue != 0 {
			l.t.Errorf("after %s: %s use %+v, want that of %d sandboxes with %d workers", after, what, u, sandboxes, workers)
		}
	}
}

func (l *ledger) same(after, what string, got, want []string) {
	l.t.Helper()
	got, want = slices.Clone(got), slices.Clone(want)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		l.t.Errorf("after %s: %s are\n%v, want\n%v", after, what, got, want)
	}
}

func (l *ledger) examine(after string, info supervisor.Info) {
	l.t.Helper()
	e := l.all[info.ID]
	status := supervisor.StatusServing
	if e.gaveUp {
		status = supervisor.StatusError
	}
	if info.Status != status || (info.PID == 0) != e.gaveUp || info.LineageDepth != e.depth || info.Lineage.Generation != e.generation || info.Protected != e.protected {
		l.t.Errorf("after %s: %+v, want %+v", after, info, e)
	}
	r, err := l.sup.Lineage().Record(info.ID)
	if err != nil || !r.Alive() || r.Checksum != info.Checksum {
		l.t.Errorf("after %s: %+v %v, want what %+v says", after, r, err, info)
	}
	has := info.Fitness != nil && r.Score != nil
	if has != (e.score != nil) || has && (info.Fitness.Score != *e.score || *r.Score != *e.score) {
		l.t.Errorf("after %s: fitness of %s is %+v, on record %v, want %v", after, info.ID, info.Fitness, r.Score, e.score)
	}
}

// genealogy checks the records of all, and the relations of one.
func (l *ledger) genealogy(after string) {
	l.t.Helper()
	book := l.sup.Lineage()
	for _, e := range l.order {
		r, err := book.Record(e.id)
		if err != nil || r.Alive() == e.dead || r.Depth != e.depth || !slices.Equal(r.Parents, e.parents) {
			l.t.Errorf("after %s: %+v %v, want %+v", after, r, err, e)
		}
	}
	one := l.order[l.rng.IntN(len(l.order))]
	up, upErr := book.Ancestors(one.id)
	down, downErr := book.Descendants(one.id)
	if err := errors.Join(upErr, downErr); err != nil {
		l.t.Error(err)
	}
	var descendants []string
	for _, e := range l.order {
		if e != one && l.ancestors(e)[one.id] {
			descendants = append(descendants, e.id)
		}
	}
	ancestors := l.ancestors(one)
	delete(ancestors, one.id)
	l.same(after, "ancestors of "+one.id, names(up), slices.Collect(maps.Keys(ancestors)))
	l.same(after, "descendants of "+one.id, names(down), descendants)
}

// ancestors are those of e, and e.
func (l *ledger) ancestors(e *entry) map[string]bool {
	found := map[string]bool{e.id: true}
	for _, p := range e.parents {
		maps.Copy(found, l.ancestors(l.all[p]))
	}
	return found
}

func names(records []genome.Record) []string {
	var ids []string
	for _, r := range records {
		ids = append(ids, r.ID)
	}
	return ids
}
