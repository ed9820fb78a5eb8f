package supervisor_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/petri-lab/petri/internal/testworker"
	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/supervisor"
)

// A place is where an attempt is made: with real workers, or with some that
// have been taken over. The zero place has real ones.
type place struct {
	escaped bool
	without string // layers, parted by commas
}

func escaped(without ...jail.Layer) place {
	var names []string
	for _, l := range jail.Layers() { // in one order
		if slices.Contains(without, l) {
			names = append(names, string(l))
		}
	}
	return place{escaped: true, without: strings.Join(names, ",")}
}

// An arena is where the corpus is met: one dish for each place.
type arena struct {
	t       *testing.T // of the whole corpus
	host    host
	dir     string // holds all runtime directories
	traitor string // the worker that has been taken over
	dishes  map[place]*dish
}

// A dish is a supervisor that is attacked, and a sandbox that is not.
type dish struct {
	sup     *supervisor.Supervisor
	sibling *supervisor.Sandbox
	pid     int // of the sibling's worker
	worked  int // evaluations that the sibling has made
}

// traitorPackage is the program that plays a worker that has been taken over.
const traitorPackage = "github.com/petri-lab/petri/supervisor/internal/traitor"

func newArena(t *testing.T) *arena {
	a := &arena{t: t, host: thisHost(t), dishes: map[place]*dish{}}
	adoptOrphans(t)
	var err error
	if a.dir, err = os.MkdirTemp("", "h"); err != nil {
		t.Fatal(err)
	}
	// Workers have uids of their own.
	if err := os.Chmod(a.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(a.dir) })
	a.traitor = filepath.Join(a.dir, "traitor")
	if err := testworker.BuildPackage(a.traitor, traitorPackage); err != nil {
		t.Fatal(err)
	}
	return a
}

// config is a supervisor's in the arena.
func (a *arena) config() supervisor.Config {
	return supervisor.Config{
		WorkerPath:   workerPath,
		RuntimeDir:   a.dir,
		StartTimeout: patient(10 * time.Second),
		// Attempts that must not meet a limit meet none; those that must say so.
		Limits: supervisor.Limits{Wall: late(), Memory: 64 << 20},
		// What is there before and after an attempt is compared, one by one:
		// workers that nobody asked for yet come and go.
		Pool: supervisor.Pool{Max: -1},
		// A traitor counts what it is asked, to know the streams that it attacks:
		// a ping in the midst of it would be miscounted.
		Health: supervisor.Health{Interval: -1},
	}
}

// dish makes the dish of a place, when it is first needed.
func (a *arena) dish(t *testing.T, p place) *dish {
	t.Helper()
	if d := a.dishes[p]; d != nil {
		return d
	}
	c := a.config()
	if p.escaped {
		c.WorkerPath = a.traitor
	}
	for name := range strings.SplitSeq(p.without, ",") {
		if name != "" {
			c.WithoutLayers = append(c.WithoutLayers, jail.Layer(name))
			c.AllowDegraded = true
		}
	}
	sup, err := supervisor.New(c)
	if err != nil {
		t.Fatal(err)
	}
	a.t.Cleanup(func() {
		if err := sup.Close(testContext(a.t)); err != nil {
			a.t.Errorf("Close: %v", err)
		}
	})
	sup.AwaitImage() // which holds descriptors meanwhile
	d := &dish{sup: sup, sibling: create(t, sup, "sibling")}
	load(t, d.sibling, siblingSource)
	d.pid = d.sibling.Info().PID
	a.dishes[p] = d
	return d
}

// siblingSource works for a while without using much of the machine, as the
// traitor's "work" does, and counts in the worker's own memory.
const siblingSource = `package candidate

import (
	"strconv"
	"time"
)

var count int

func Work(ms int) string {
	for ; ms > 0; ms -= 5 {
		time.Sleep(5 * time.Millisecond)
	}
	count++
	return strconv.Itoa(count)
}

func Fresh() string { return "7" }
`

// workTime is how long one evaluation of a sibling takes, in milliseconds.
const workTime = 100

// work makes one evaluation after the other on the sibling until stop is
// closed, at least one. What a new worker would answer is not right.
func (d *dish) work(t *testing.T, p place, stop <-chan struct{}) {
	function := "Work"
	if p.escaped {
		function = "work"
	}
	for {
		d.worked++
		r, err := d.sibling.Call(testContext(t), function, supervisor.Args{workTime})
		if want := fmt.Sprintf("%q", fmt.Sprint(d.worked)); err != nil || r.Verdict != supervisor.OK || string(r.Value) != want {
			t.Errorf("the sibling was disturbed: %v %+v, want %s", err, r, want)
			return
		}
		select {
		case <-stop:
			return
		default:
		}
	}
}

// fresh makes a new sandbox in the dish and uses it.
func (d *dish) fresh(t *testing.T, p place) {
	t.Helper()
	b := create(t, d.sup, "fresh")
	load(t, b, siblingSource)
	var r *supervisor.Result
	if p.escaped {
		r = call(t, b, "work", 0)
	} else {
		r = call(t, b, "Fresh")
	}
	if r.Verdict != supervisor.OK || len(r.Value) == 0 {
		t.Errorf("a fresh sandbox: %s %s %+v", r.Verdict, r.Value, r.Error)
	}
	if err := b.Destroy(testContext(t)); err != nil {
		t.Error(err)
	}
}

// meet makes a row's attempts and looks what they have left behind.
func (a *arena) meet(t *testing.T, r row) {
	dishes := map[place]*dish{}
	for _, at := range r.attempts {
		dishes[at.in] = a.dish(t, at.in)
	}
	before := a.look(t)
	stop := make(chan struct{})
	var siblings sync.WaitGroup
	for p, d := range dishes {
		siblings.Go(func() { d.work(t, p, stop) })
	}
	t.Run("tried", func(t *testing.T) {
		for _, at := range r.attempts {
			t.Run(at.name, func(t *testing.T) {
				if !r.inTurn {
					t.Parallel()
				}
				a.attempt(t, at)
			})
		}
	})
	for p, d := range dishes {
		d.fresh(t, p)
	}
	close(stop)
	siblings.Wait()
	for _, d := range dishes {
		if pid := d.sibling.Info().PID; pid != d.pid {
			t.Errorf("the sibling's worker was replaced")
		}
	}
	a.compare(t, before)
}
