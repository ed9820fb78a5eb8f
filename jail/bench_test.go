package jail_test

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
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

// BenchmarkFork measures the start of a process from a parent that holds much
// memory, as a supervisor of many sandboxes does, with and without a copy of
// the parent's page tables.
func BenchmarkFork(b *testing.B) {
	for _, way := range []string{"own", "portable"} {
		for _, mib := range []int{0, 256} {
			b.Run(fmt.Sprintf("%s/%d-MiB", way, mib), func(b *testing.B) {
				w := newWard(b)
				if way == "portable" {
					w.spawner.Portable()
				}
				debug.FreeOSMemory() // of the one before
				ballast := make([]byte, mib<<20)
				for i := 0; i < len(ballast); i += os.Getpagesize() {
					ballast[i] = 1
				}
				for b.Loop() {
					proc, err := w.tryStart(b, w.host.Plan())
					if err != nil {
						b.Fatal(err)
					}
					b.StopTimer()
					proc.Release()
					b.StartTimer()
				}
				runtime.KeepAlive(ballast)
			})
		}
	}
}
