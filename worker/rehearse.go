package worker

import (
	"context"
	"fmt"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/ipc/petripb"
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
	configure := &petripb.ConfigureRequest{Profile: &petripb.Profile{Name: "rehearsal"}, Caps: &petripb.Caps{Files: 1}}
	load := &petripb.LoadRequest{
		Modules: []*petripb.Module{{Files: []*petripb.File{{Name: "rehearsal.go", Text: []byte(rehearsal)}}}},
		WallNs:  int64(rehearsalWall),
	}
	call := &petripb.CallRequest{Function: "F", Inputs: [][]byte{[]byte("[4]")}, WallNs: int64(rehearsalWall)}
	for _, m := range []proto.Message{configure, load, call, &petripb.ConfigureReply{}} {
		if err := pass(m); err != nil {
			return err
		}
	}
	loaded, err := w.Load(context.Background(), load)
	if err == nil {
		err = good(loaded.GetOutcome())
	}
	if err == nil {
		err = pass(loaded)
	}
	if err == nil {
		err = w.Call(call, audience{})
	}
	if err != nil {
		return fmt.Errorf("rehearsing: %w", err)
	}
	return nil
}

// pass takes a message through its encoding.
func pass(m proto.Message) error {
	text, err := proto.Marshal(m)
	if err != nil {
		return err
	}
	return proto.Unmarshal(text, m.ProtoReflect().New().Interface())
}

// good requires that an outcome is what it should be.
func good(o *petripb.Outcome) error {
	if o.GetVerdict() != petripb.Verdict_VERDICT_OK {
		return fmt.Errorf("verdict %s: %s", o.GetVerdict(), o.GetFailure().GetMessage())
	}
	return nil
}

// audience is the stream of a rehearsal's outcomes.
type audience struct{ grpc.ServerStream }

func (audience) Send(r *petripb.CallReply) error {
	for _, o := range r.GetOutcomes() {
		if err := good(o); err != nil {
			return err
		}
	}
	return pass(r)
}
