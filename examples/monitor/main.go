// Command monitor turns anomalies into fitness penalties, outside Petri: the
// third pattern of integration. The supervisor tells what happens (events); a
// detector (detector.go) finds what is not as it should be; a tracker
// (tracker.go) takes something off the scores that the evaluations gave. None of
// them is part of Petri, and Petri knows nothing of the penalties.
//
// Four candidates answer equally well. One of them is now and then slow, one
// panics, one takes more memory than it may.
//
//	go run ./examples/monitor -worker bin/worker
package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/petri-lab/petri/examples/internal/dish"
	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

func main() {
	dish.Main("monitor", func(ctx context.Context, sup *supervisor.Supervisor, out io.Writer) error {
		tracker, err := observe(ctx, sup, calls)
		if err != nil {
			return err
		}
		return show(out, tracker)
	})
}

// calls is how often each candidate is called.
const calls = 24

// candidates are programs, by id. Each counts its calls, for its lapses.
func candidates() map[string]string {
	const program = `package candidate

import "time"

var count int
var hoard [][]byte

func Double(x int) int {
	count++
	LAPSE
	return 2 * x
}

var _, _ = time.Now, hoard
`
	lapses := map[string]string{
		"steady": "",
		"moody":  "if count%6 == 0 {\n\t\ttime.Sleep(300 * time.Millisecond)\n\t}",
		"nerves": "if count%6 == 0 {\n\t\tpanic(count)\n\t}",
		"greedy": "if count%6 == 0 {\n\t\tfor {\n\t\t\thoard = append(hoard, make([]byte, 8<<20))\n\t\t}\n\t}",
	}
	all := map[string]string{}
	for id, lapse := range lapses {
		all[id] = strings.Replace(program, "LAPSE", lapse, 1)
	}
	return all
}

// harness gives the score from which penalties are taken.
const harness = `package fitness

import "candidate"

func Fitness() float64 {
	if candidate.Double(21) == 42 {
		return 1
	}
	return 0
}
`

// observe creates the candidates, evaluates them, lets them work under the eyes
// of a monitor, and returns what that found. No sandbox is left.
func observe(ctx context.Context, sup *supervisor.Supervisor, calls int) (*tracker, error) {
	tracker := newTracker()
	stop := monitor(sup, tracker)
	defer stop()
	var ids []string
	for id, source := range candidates() {
		box, err := sup.Create(ctx, id, supervisor.WithLimits(supervisor.Limits{Memory: 64 << 20, Wall: 5 * time.Second}))
		if err != nil {
			return nil, err
		}
		defer box.Destroy(context.WithoutCancel(ctx)) // it fails only for a host that does; Close says so
		ids = append(ids, id)
		r, err := box.HotReload(ctx, genome.FromString(id+".go", source))
		if err == nil {
			err = r.Err()
		}
		if err != nil {
			return nil, err
		}
		if r, err = box.Run(ctx, genome.FromString("fitness.go", harness)[0]); err != nil {
			return nil, err
		}
		if r.Score != nil {
			tracker.score(id, *r.Score)
		}
	}
	for x := range calls {
		for _, o := range sup.BatchRun(ctx, ids, supervisor.CallTask("Double", x), 0) {
			if o.Err != nil {
				return nil, o.Err
			}
			// How it ended is the monitor's business.
		}
	}
	stop() // what has happened has been seen now
	return tracker, ctx.Err()
}

// show prints the candidates, the best first, with what was taken off.
func show(out io.Writer, t *tracker) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "candidate\tscore\tafter penalties\tanomalies")
	for _, s := range t.standings() {
		fmt.Fprintf(w, "%s\t%.2f\t%.2f\t%s\n", s.id, s.score, s.penalised, s.anomalies)
	}
	if t.missed > 0 {
		fmt.Fprintf(w, "%d events were missed: the monitor is too slow\n", t.missed)
	}
	return w.Flush()
}
