package worker

import (
	"errors"
	"fmt"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/ipc/workerpb"
	"github.com/petri-lab/petri/worker/engine"
)

// rehearsal is the genome of a rehearsal: a little of what most genomes use.
const rehearsal = `package candidate

import (
	"math"
	"sort"
	"strings"
)

type point struct{ x, y float64 }

func (p point) length() float64 { return math.Sqrt(p.x*p.x + p.y*p.y) }

func F(x float64) float64 {
	var all []point
	for i := 0; i < 3; i++ {
		all = append(all, point{x, float64(i)})
	}
	sort.Slice(all, func(i, j int) bool { return all[i].length() > all[j].length() })
	seen := map[string]int{strings.Repeat("a", 3): len(all)}
	return all[0].length() + float64(seen["aaa"])
}
`

// rehearsalWall bounds a rehearsal.
const rehearsalWall = 10 * time.Second

// rehearse takes a genome of the worker's own through a whole evaluation, on a
// Worker that is thrown away. What is made when it is first needed, in this
// process or by the kernel for it (types of messages, what is known of standard
// packages, pages of code), is there when the first real one comes. It changes
// nothing that a genome could see.
func rehearse(e engine.Engine) error {
	w := New(e)
	defer w.Close()
	w.config = config{
		profile:     genome.Standard(),
		caps:        genome.DefaultCaps(),
		outputBytes: 1 << 10,
		outputTail:  1 << 10,
		valueBytes:  1 << 10,
		grace:       rehearsalWall,
	}
	w.configured = true
	configure := &workerpb.ConfigureRequest{Profile: &workerpb.Profile{Name: "rehearsal"}, Caps: &workerpb.Caps{Files: 1}}
	load := &workerpb.LoadRequest{
		Modules: []*workerpb.Module{{Files: []*workerpb.File{{Name: "rehearsal.go", Text: []byte(rehearsal)}}}},
		WallNs:  int64(rehearsalWall),
	}
	call := &workerpb.CallRequest{Function: "F", Inputs: [][]byte{[]byte("[4]")}, WallNs: int64(rehearsalWall)}
	both := &workerpb.LoadAndCallRequest{Load: load, Call: call}
	if err := errors.Join(pass(configure, &workerpb.ConfigureRequest{}), pass(both, &workerpb.LoadAndCallRequest{})); err != nil {
		return err
	}
	if err := w.LoadAndCall(both, audience{}); err != nil {
		return fmt.Errorf("rehearsing: %w", err)
	}
	return nil
}

// pass takes a message through its encoding.
func pass[M interface {
	MarshalVT() ([]byte, error)
	UnmarshalVT([]byte) error
}](from, to M) error {
	text, err := from.MarshalVT()
	if err != nil {
		return err
	}
	return to.UnmarshalVT(text)
}

// good requires that an outcome is what it should be.
func good(o *workerpb.Outcome) error {
	if o.GetVerdict() != workerpb.Verdict_VERDICT_OK {
		return fmt.Errorf("verdict %s: %s", o.GetVerdict(), o.GetFailure().GetMessage())
	}
	return nil
}

// audience is the stream of a rehearsal's outcomes.
type audience struct{}

func (a audience) Finish(r *workerpb.CallReply) error { return a.Send(r) }

func (audience) Send(r *workerpb.CallReply) error {
	if loaded := r.GetLoad(); loaded != nil {
		if err := good(loaded.GetOutcome()); err != nil {
			return err
		}
	}
	for _, o := range r.GetOutcomes() {
		if err := good(o); err != nil {
			return err
		}
	}
	return pass(r, &workerpb.CallReply{})
}
