package supervisor_test

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

// lines17 is a typical small candidate.
const lines17 = `package candidate

import (
	"math"
	"strings"
)

func F(x float64) float64 {
	s := 0.0
	for i := 0; i < 10; i++ {
		s += math.Sqrt(x * float64(i))
	}
	return s + float64(len(strings.Repeat("a", 3)))
}

var V = %d
`

// timed measures each of b.N runs of one by itself and reports its quantiles,
// which say more than a mean on a shared machine. setup is not measured.
func timed(b *testing.B, setup, one func(i int)) {
	durations := make([]time.Duration, 0, b.N)
	b.ResetTimer()
	for i := range b.N {
		if setup != nil {
			b.StopTimer()
			setup(i)
			b.StartTimer()
		}
		begun := time.Now()
		one(i)
		durations = append(durations, time.Since(begun))
	}
	b.StopTimer()
	slices.Sort(durations)
	b.ReportMetric(float64(durations[len(durations)/2].Nanoseconds())/1e6, "p50-ms")
	b.ReportMetric(float64(durations[len(durations)*99/100].Nanoseconds())/1e6, "p99-ms")
}

func BenchmarkCreateAndDestroy(b *testing.B) {
	sup := newSupervisor(b, supervisor.Config{})
	ctx := testContext(b)
	var box *supervisor.Sandbox
	b.Run("create", func(b *testing.B) {
		timed(b,
			func(int) {
				if box != nil {
					_ = box.Destroy(ctx)
				}
			},
			func(int) { box = create(b, sup, "box") })
	})
	b.Run("destroy", func(b *testing.B) {
		_ = box.Destroy(ctx)
		timed(b,
			func(int) { box = create(b, sup, "box") },
			func(int) {
				if err := box.Destroy(ctx); err != nil {
					b.Fatal(err)
				}
			})
	})
	b.Run("create-load-call", func(b *testing.B) {
		timed(b, nil, func(int) {
			box = create(b, sup, "box")
			load(b, box, fmt.Sprintf(lines17, 0))
			call(b, box, "F", 2)
			_ = box.Destroy(ctx)
		})
	})
}

func BenchmarkOperations(b *testing.B) {
	sup := newSupervisor(b, supervisor.Config{})
	ctx := testContext(b)
	box := create(b, sup, "box")
	n := 0
	b.Run("reload", func(b *testing.B) {
		timed(b, nil, func(int) {
			n++
			load(b, box, fmt.Sprintf(lines17, n))
		})
	})
	b.Run("call", func(b *testing.B) {
		timed(b, nil, func(int) { call(b, box, "F", 2) })
	})
	b.Run("call-1000-inputs", func(b *testing.B) {
		inputs := make([]supervisor.Args, 1000)
		for i := range inputs {
			inputs[i] = supervisor.Args{i}
		}
		timed(b, nil, func(int) {
			if _, err := box.CallMany(ctx, "F", inputs); err != nil {
				b.Fatal(err)
			}
		})
	})
	b.Run("evaluate", func(b *testing.B) {
		h := fitness("func Fitness() float64 { return candidate.F(2) }")
		timed(b, nil, func(int) {
			if r, err := box.Run(ctx, h); err != nil || r.Verdict != supervisor.OK {
				b.Fatal(r, err)
			}
		})
	})
	b.Run("restart", func(b *testing.B) {
		timed(b, nil, func(int) {
			if err := box.Restart(ctx); err != nil {
				b.Fatal(err)
			}
		})
	})
	b.Run("info", func(b *testing.B) {
		timed(b, nil, func(int) { box.Info() })
	})
}

// BenchmarkIdleMemory reports what one idle sandbox with a genome costs, its
// share of what workers share counted once (PSS), and what its supervisor holds
// of it.
func BenchmarkIdleMemory(b *testing.B) {
	sup := newSupervisor(b, supervisor.Config{})
	const boxes = 50
	specs := make([]supervisor.CreateSpec, boxes)
	reloads := make([]supervisor.ReloadSpec, boxes)
	for i := range specs {
		specs[i].ID = fmt.Sprint("box", i)
		reloads[i] = supervisor.ReloadSpec{ID: specs[i].ID, Genome: genome.FromString("c.go", fmt.Sprintf(lines17, i))}
	}
	for range b.N {
		heap, goroutines, files := held(b)
		sup.BatchCreate(testContext(b), specs, 0)
		idle := pss(b, sup)
		sup.BatchReload(testContext(b), reloads, 0)
		loaded := pss(b, sup)
		heapNow, goroutinesNow, filesNow := held(b)
		b.ReportMetric((heapNow-heap)/boxes/(1<<10), "heap-KiB")
		b.ReportMetric((goroutinesNow-goroutines)/boxes, "goroutines")
		b.ReportMetric((filesNow-files)/boxes, "descriptors")
		b.ReportMetric(float64(idle)/boxes/(1<<20), "idle-MiB")
		b.ReportMetric(float64(loaded)/boxes/(1<<20), "loaded-MiB")
		ids := make([]string, boxes)
		for i := range ids {
			ids[i] = specs[i].ID
		}
		sup.BatchDestroy(testContext(b), ids, 0)
	}
}

// held is what this process holds: bytes of its heap, goroutines, descriptors.
func held(b *testing.B) (heap, goroutines, files float64) {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	fds, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		b.Fatal(err)
	}
	return float64(m.HeapAlloc), float64(runtime.NumGoroutine()), float64(len(fds))
}

// pss sums the proportional set sizes of all workers, in bytes.
func pss(b *testing.B, sup *supervisor.Supervisor) (sum int64) {
	for _, info := range sup.List() {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", info.PID))
		if err != nil {
			b.Skip("only root may read a worker's smaps_rollup: " + err.Error())
		}
		var rest string
		var kib int64
		for line := range strings.Lines(string(text)) {
			if n, _ := fmt.Sscanf(line, "Pss: %d %s", &kib, &rest); n == 2 {
				sum += kib << 10
				break
			}
		}
	}
	return sum
}

// What the background costs: one ping, and one sample with its thresholds.
func BenchmarkBackground(b *testing.B) {
	sup := newSupervisor(b, supervisor.Config{Health: supervisor.Health{Interval: -1}, Monitor: supervisor.Monitor{Interval: -1}})
	box := create(b, sup, "a")
	b.Run("check", func(b *testing.B) { timed(b, nil, func(int) { box.Check() }) })
	b.Run("sample", func(b *testing.B) {
		timed(b, nil, func(int) {
			if _, err := sup.Sample(testContext(b)); err != nil {
				b.Fatal(err)
			}
		})
	})
}

// BenchmarkLiving measures evaluations by hot reload in ten sandboxes that take
// turns while others only live: what grows with their number, or waits for a
// lock that all share, shows in its profiles. Of 2,000 it takes half a minute and
// 10 GB.
//
//	go test ./supervisor -run '^$' -bench Living/2000 -mutexprofile mutex.out -blockprofile block.out -cpuprofile cpu.out
func BenchmarkLiving(b *testing.B) {
	const busy = 10
	for _, living := range []int{10, 100, 1000, 2000} {
		b.Run(fmt.Sprint(living), func(b *testing.B) {
			sup := newSupervisor(b, supervisor.Config{MaxSandboxes: living, Pool: supervisor.Pool{Max: -1}})
			specs := make([]supervisor.CreateSpec, living)
			for i := range specs {
				specs[i].ID = fmt.Sprint("box", i)
			}
			for _, o := range sup.BatchCreate(testContext(b), specs, 0) {
				if o.Err != nil {
					b.Fatal(o.Err)
				}
			}
			ctx := testContext(b)
			var turns atomic.Int64
			evaluate := func() error {
				n := turns.Add(1)
				box, err := sup.Get(fmt.Sprint("box", n%busy))
				if err != nil {
					return err
				}
				r, err := box.HotReload(ctx, genome.FromString("candidate.go", fmt.Sprintf(lines17, n)))
				if err != nil {
					return err
				}
				if err := r.Err(); err != nil {
					return err
				}
				r, err = box.Call(ctx, "F", supervisor.Args{2})
				if err != nil {
					return err
				}
				if err := r.Err(); err != nil {
					return err
				}
				return box.RecordFitness(supervisor.Fitness{Score: 1})
			}
			for range 10 * busy { // once all of them are warm
				if err := evaluate(); err != nil {
					b.Fatal(err)
				}
			}
			b.ResetTimer()
			b.RunParallel(func(p *testing.PB) {
				for p.Next() {
					if err := evaluate(); err != nil {
						b.Error(err)
						return
					}
				}
			})
			b.StopTimer()
		})
	}
}
