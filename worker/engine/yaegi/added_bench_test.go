package yaegi

import (
	"regexp"
	"testing"
	"time"

	"github.com/petri-lab/petri/worker/engine"
)

// loadPlain loads the kernels without one of what is added to a program: the
// statements that count steps, or the watch over its nodes.
func loadPlain(b *testing.B, steps, watched bool) *program {
	p := New().New((&streams{}).env("")).(*program)
	b.Cleanup(p.Stop)
	if err := p.translate(checked(b, mod("genome", "genome.go", kernels))); err != nil {
		b.Fatal(err)
	}
	if !steps {
		p.output.Text = regexp.MustCompile(`(?m)^steps\+\+$`).ReplaceAllString(p.output.Text, "")
	}
	if err := p.start(); err != nil {
		b.Fatal(err)
	}
	if watched {
		if err := p.compile(); err != nil {
			b.Fatal(err)
		}
	} else if _, err := p.interp.EvalPath(programName); err != nil {
		b.Fatal(err)
	}
	return p
}

// What it costs to count steps and to know the place of a panic: the time of
// each kernel against the same without the one, measured in turns, as the ratio
// of the least times.
func BenchmarkAdded(b *testing.B) {
	for _, k := range theKernels() {
		b.Run(k.name, func(b *testing.B) {
			variants := []struct {
				unit string
				f    engine.Func
				best time.Duration
			}{
				{"", mustLookup(b, loadPlain(b, true, true), "genome", k.name), 0},
				{"x-steps", mustLookup(b, loadPlain(b, false, true), "genome", k.name), 0},
				{"x-places", mustLookup(b, loadPlain(b, true, false), "genome", k.name), 0},
			}
			args := anys([]int{k.n})
			for b.Loop() {
				for i := range variants {
					v := &variants[i]
					begun := time.Now()
					if _, panicked := v.f.Call(args); panicked != nil {
						b.Fatal(panicked)
					}
					if d := time.Since(begun); v.best == 0 || d < v.best {
						v.best = d
					}
				}
			}
			for _, v := range variants[1:] {
				b.ReportMetric(float64(variants[0].best)/float64(v.best), v.unit)
			}
		})
	}
}
