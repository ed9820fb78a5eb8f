package worker_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/ipc/workerpb"
	"github.com/petri-lab/petri/worker"
	"github.com/petri-lab/petri/worker/engine/yaegi"
)

// small is a candidate of 17 lines; the number makes it new.
const small = `package candidate

import (
	"math"
	"strings"
)

// F is what is called.
func F(x float64) float64 {
	s := 0.0
	for i := 0; i < 10; i++ {
		s += math.Sqrt(x * float64(i))
	}
	return s + float64(len(strings.Repeat("a", 3)))
}

// This is candidate %d.
`

// A bench is a worker without a wire.
type bench struct {
	*testing.B
	worker *worker.Worker
	loads  int
}

func newBench(b *testing.B) *bench {
	w := worker.New(yaegi.New())
	b.Cleanup(w.Close)
	p := genome.Standard()
	if _, err := w.Configure(&workerpb.ConfigureRequest{
		Profile:     &workerpb.Profile{Name: p.Name, Imports: p.Imports},
		MemoryBytes: 256 << 20, OutputBytes: 1 << 20, OutputTailBytes: 1 << 16, ValueBytes: 1 << 20,
		GraceNs: int64(time.Second),
	}); err != nil {
		b.Fatal(err)
	}
	return &bench{B: b, worker: w}
}

func (b *bench) load() {
	b.loads++
	text := fmt.Appendf(nil, small, b.loads)
	r, err := b.worker.Load(&workerpb.LoadRequest{
		Modules:    []*workerpb.Module{{Files: []*workerpb.File{{Name: "candidate.go", Text: text}}}},
		WallNs:     int64(5 * time.Second),
		CarryState: true,
	})
	if err != nil || r.GetOutcome().GetVerdict() != workerpb.Verdict_VERDICT_OK {
		b.Fatal(r, err)
	}
}

// sink takes outcomes.
type sink struct{ outcomes int }

func (s *sink) Finish(r *workerpb.CallReply) error { return s.Send(r) }

func (s *sink) Send(r *workerpb.CallReply) error {
	for _, o := range r.GetOutcomes() {
		if o.GetVerdict() == workerpb.Verdict_VERDICT_OK {
			s.outcomes++
		}
	}
	return nil
}

func BenchmarkLoad(b *testing.B) {
	w := newBench(b)
	b.ReportAllocs()
	for b.Loop() {
		w.load()
	}
}

// BenchmarkCall is of one input and of a thousand.
func BenchmarkCall(b *testing.B) {
	for _, n := range []int{1, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			w := newBench(b)
			w.load()
			inputs := make([][]byte, n)
			for i := range inputs {
				inputs[i] = []byte("[3]")
			}
			b.ReportAllocs()
			for b.Loop() {
				var s sink
				err := w.worker.Call(&workerpb.CallRequest{Function: "F", Inputs: inputs, WallNs: int64(5 * time.Second)}, &s)
				if err != nil || s.outcomes != n {
					b.Fatal(s.outcomes, err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/input")
		})
	}
}
