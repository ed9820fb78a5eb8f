package jail_test

import (
	"testing"

	"github.com/petri-lab/petri/jail"
)

// BenchmarkSealed measures from the start of a process until it has said that
// it is sealed, with all layers, without one of them, and without any; and how
// long it takes to be gone.
func BenchmarkSealed(b *testing.B) {
	w := newWard(b)
	all := w.host.Plan()
	plans := []struct {
		name string
		plan jail.Plan
	}{{"all", all}, {"none", jail.Plan{}}}
	for _, l := range all.Layers() {
		if l != jail.UserNS { // which the others stand on
			plans = append(plans, struct {
				name string
				plan jail.Plan
			}{"without-" + string(l), w.host.Plan(l)})
		}
	}
	for _, p := range plans {
		b.Run(p.name, func(b *testing.B) {
			for b.Loop() {
				proc, _ := w.start(b, p.plan, "wait")
				b.StopTimer()
				proc.Release()
				b.StartTimer()
			}
		})
	}
	b.Run("release", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			proc, _ := w.start(b, all, "wait")
			b.StartTimer()
			proc.Release()
		}
	})
}
