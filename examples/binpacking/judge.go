package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

// packSource is the module that packs as the heuristic says. It is loaded beside
// it, so that an item costs no call between processes.
const packSource = `package pack

import (
	"fmt"

	"heuristic"
)

// Bins is how many bins the items take.
func Bins(capacity float64, items []float64) (int, error) {
	var rooms []float64 // of the bins that are open
	for _, item := range items {
		var fitting []float64
		var index []int
		for i, room := range rooms {
			if room >= item {
				fitting, index = append(fitting, room), append(index, i)
			}
		}
		fitting, index = append(fitting, capacity), append(index, len(rooms))
		told := append([]float64(nil), fitting...) // the heuristic may write on it
		p := heuristic.Priority(item, told)
		if len(p) != len(fitting) {
			return 0, fmt.Errorf("Priority gave %d ratings for %d bins", len(p), len(fitting))
		}
		best := 0
		for i := range p {
			if p[i] > p[best] {
				best = i
			}
		}
		if index[best] == len(rooms) {
			rooms = append(rooms, capacity)
		}
		rooms[index[best]] -= item
	}
	return len(rooms), nil
}
`

// A score is what a heuristic needed, or why it cannot be told.
type score struct {
	name    string
	bins    int
	failure string
}

// rank puts those that failed behind all others.
func (s score) rank() int {
	if s.failure != "" {
		return 1
	}
	return 0
}

// judge evaluates heuristics, each in a sandbox of its own.
func judge(ctx context.Context, sup *supervisor.Supervisor, heuristics []heuristic, instances []instance) ([]score, error) {
	scores := make([]score, len(heuristics))
	ids := make([]string, len(heuristics))
	specs := make([]supervisor.CreateSpec, len(heuristics))
	reloads := make([]supervisor.ReloadSpec, len(heuristics))
	for i, h := range heuristics {
		scores[i].name = h.name
		ids[i] = fmt.Sprintf("heuristic-%d", i+1)
		specs[i] = supervisor.CreateSpec{ID: ids[i], Options: []supervisor.Option{
			supervisor.WithProfile(genome.Strict()),
			supervisor.WithLimits(supervisor.Limits{Wall: 20 * time.Second, Memory: 128 << 20}),
		}}
		reloads[i] = supervisor.ReloadSpec{ID: ids[i], Genome: genome.Genome{
			{Name: "heuristic", Files: []genome.File{{Name: h.name, Text: []byte(h.source)}}},
			{Name: "pack", Files: []genome.File{{Name: "pack.go", Text: []byte(packSource)}}},
		}}
	}
	defer sup.BatchDestroy(context.WithoutCancel(ctx), ids, 0)
	for _, o := range sup.BatchCreate(ctx, specs, 0) {
		if o.Err != nil {
			return nil, o.Err
		}
	}
	for i, o := range sup.BatchReload(ctx, reloads, 0) {
		if o.Err != nil {
			return nil, o.Err
		}
		scores[i].failure = failure(o.Result)
	}
	for i := range scores {
		if scores[i].failure != "" {
			continue
		}
		if err := scores[i].pack(ctx, sup, ids[i], instances); err != nil {
			return nil, err
		}
	}
	return scores, nil
}

// pack packs all instances with one call, and adds up the bins.
func (s *score) pack(ctx context.Context, sup *supervisor.Supervisor, id string, instances []instance) error {
	box, err := sup.Get(id)
	if err != nil {
		return err
	}
	inputs := make([]supervisor.Args, len(instances))
	for i, in := range instances {
		inputs[i] = supervisor.Args{capacity, in}
	}
	outcomes, err := box.CallMany(ctx, "pack.Bins", inputs)
	if err != nil {
		return err
	}
	for i, o := range outcomes {
		if o.Err != nil {
			return o.Err
		}
		if s.failure = failure(o.Result); s.failure != "" {
			return nil
		}
		var bins int
		if err := json.Unmarshal(o.Result.Value, &bins); err != nil {
			return err
		}
		// The packer shares its process with the heuristic, which might have
		// broken out of the interpreter: what cannot be is not believed.
		if least := instances[i].l2(); bins < least || bins > len(instances[i]) {
			s.failure = fmt.Sprintf("forged: %d bins, where %d are needed at least", bins, least)
			return nil
		}
		s.bins += bins
	}
	return nil
}

// failure is why a result is no answer; "" if it is one.
func failure(r *supervisor.Result) string {
	if r.Verdict == supervisor.OK {
		return ""
	}
	if r.Error == nil {
		return string(r.Verdict)
	}
	// Quoted: a message may hold anything, and goes to a terminal.
	return fmt.Sprintf("%s: %q", r.Verdict, r.Error.Message)
}
