package supervisor_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/supervisor"
)

// seedEnv repeats a run of TestBooks.
const seedEnv = "PETRI_TEST_SEED"

const (
	bookGenerations = 10
	bookSize        = 20 // individuals born in each generation
	bookRounds      = 2  // of mishaps in each generation
	bookRetain      = 1  // generations before the newest
)

// Two hundred individuals over ten generations, crashing, killed, reloaded and
// destroyed at random: after every step the books say what is the case.
func TestBooks(t *testing.T) {
	seed := uint64(1)
	if s := os.Getenv(seedEnv); s != "" {
		var err error
		if seed, err = strconv.ParseUint(s, 10, 64); err != nil {
			t.Fatalf("%s: %v", seedEnv, err)
		}
	}
	t.Logf("seed %d; %s repeats another", seed, seedEnv)
	c := supervisor.Config{
		GC:      supervisor.GC{Interval: -1, RetainGenerations: bookRetain},
		Monitor: supervisor.Monitor{Interval: -1},
		Limits:  supervisor.Limits{Wall: 20 * time.Second},
	}
	if os.Geteuid() == 0 {
		// To fork into a user namespace, Go copies the page tables of the whole
		// process (syscall/exec_linux.go). Those of a race detector are large:
		// it was two thirds of this test. As another user there is no namespace
		// without it.
		c.WithoutLayers, c.AllowDegraded = []jail.Layer{jail.UserNS}, true
	}
	sup := newSupervisor(t, c)
	l := &ledger{
		t: t, sup: sup, rng: rand.New(rand.NewPCG(seed, 0)),
		events: sup.Subscribe(100_000), all: map[string]*entry{},
	}
	if err := sup.Populations().Create("all"); err != nil {
		t.Fatal(err)
	}
	for g := range bookGenerations {
		l.breed(g)
		for range bookRounds {
			l.mishaps()
		}
		l.cull()
		l.collect()
		if t.Failed() {
			t.Fatalf("after generation %d", g)
		}
	}
	if n := sup.Lineage().Len(); n != bookGenerations*bookSize {
		t.Errorf("%d individuals on record", n)
	}
	var living []string
	for _, e := range l.living() {
		living = append(living, e.id)
		e.dead = true
	}
	for _, o := range sup.BatchDestroy(testContext(t), living, 0) {
		if o.Err != nil {
			t.Error(o.Err)
		}
	}
	l.audit("the end")
	if l.events.Dropped() != 0 {
		t.Errorf("%d events dropped", l.events.Dropped())
	}
}

// ledger is what must be the case.
type ledger struct {
	t      *testing.T
	sup    *supervisor.Supervisor
	rng    *rand.Rand
	events *supervisor.Subscription
	all    map[string]*entry
	order  []*entry // as they were born
	next   int      // number of the next genome
}

type entry struct {
	id         string
	generation int
	parents    []string
	depth      int
	protected  bool
	policy     supervisor.RestartPolicy
	value      int // of its genome
	score      *float64
	deaths     int
	gaveUp     bool
	dead       bool
}

// source is a genome that is like no other.
func (l *ledger) source() (genome.Genome, int) {
	l.next++
	return genome.FromString("candidate.go", fmt.Sprintf(`package candidate

var V = %d

func F(what string) int {
	switch what {
	case "crash":
		go func() { panic("told to crash") }()
		select {}
	case "panic":
		panic("told to")
	}
	return V
}
`, l.next)), l.next
}

func (l *ledger) living() []*entry {
	return slices.DeleteFunc(slices.Clone(l.order), func(e *entry) bool { return e.dead })
}

// breed adds a generation, whose parents are alive or not.
func (l *ledger) breed(g int) {
	var specs []supervisor.CreateSpec
	var reloads []supervisor.ReloadSpec
	var born []string
	elders := slices.Clone(l.order)
	for i := range bookSize {
		e := &entry{id: fmt.Sprintf("gen%d-%03d", g, i), generation: g, protected: l.rng.IntN(40) == 0}
		e.policy = supervisor.RestartPolicy{Max: l.rng.IntN(4), Window: time.Hour, Backoff: time.Millisecond, MaxBackoff: time.Millisecond}
		lineage := genome.Lineage{Generation: g, Mutation: "random"}
		if g > 0 {
			lineage.Mutation = []string{"point", "crossover"}[l.rng.IntN(2)]
			lineage.Parents = []string{elders[l.rng.IntN(len(elders))].id}
			if lineage.Mutation == "crossover" {
				lineage.Parents = append(lineage.Parents, elders[len(elders)-1-l.rng.IntN(bookSize)].id)
			}
		}
		e.parents = lineage.Parents
		for _, p := range e.parents {
			e.depth = max(e.depth, l.all[p].depth+1)
		}
		opts := []supervisor.Option{supervisor.WithLineage(lineage), supervisor.WithRestart(e.policy)}
		if e.protected {
			opts = append(opts, supervisor.WithProtected())
		}
		specs = append(specs, supervisor.CreateSpec{ID: e.id, Options: opts})
		g, value := l.source()
		e.value = value
		reloads = append(reloads, supervisor.ReloadSpec{ID: e.id, Genome: g})
		l.all[e.id] = e
		l.order = append(l.order, e)
		born = append(born, e.id)
	}
	for _, o := range slices.Concat(l.sup.BatchCreate(testContext(l.t), specs, 0), l.sup.BatchReload(testContext(l.t), reloads, 0)) {
		if o.Err != nil || o.Result != nil && o.Result.Verdict != supervisor.OK {
			l.t.Fatalf("%+v", o)
		}
	}
	if err := l.sup.Populations().Add("all", born...); err != nil {
		l.t.Fatal(err)
	}
	if n, err := l.sup.Populations().Advance("all"); err != nil || n != g+1 {
		l.t.Errorf("generation %d, %v", n, err)
	}
	l.audit(fmt.Sprintf("the birth of generation %d", g))
}

// mishaps lets something happen to each individual, to several at a time.
func (l *ledger) mishaps() {
	settles := map[string]int{} // deaths that must have their answer
	var todo []func() error
	for _, e := range l.living() {
		b, err := l.sup.Get(e.id)
		if err != nil {
			l.t.Fatal(err)
		}
		if e.gaveUp {
			if l.rng.IntN(2) == 0 {
				e.gaveUp, e.deaths = false, 0
				settles[e.id]++ // it is said as any restart is
				todo = append(todo, func() error { return b.Restart(testContext(l.t)) })
			}
			continue
		}
		what := l.rng.IntN(12)
		if what < 4 {
			settles[e.id]++
			e.deaths++
			e.gaveUp = e.deaths > e.policy.Max
		}
		todo = append(todo, l.mishap(e, b, what))
	}
	turns := make(chan struct{}, 4)
	var wg sync.WaitGroup
	for _, do := range todo {
		turns <- struct{}{}
		wg.Go(func() {
			defer func() { <-turns }()
			if err := do(); err != nil {
				l.t.Error(err)
			}
		})
	}
	wg.Wait()
	l.await(settles)
	l.audit("mishaps")
}

func (l *ledger) mishap(e *entry, b *supervisor.Sandbox, what int) func() error {
	ctx := testContext(l.t)
	expect := func(r *supervisor.Result, err error, want supervisor.Verdict) error {
		if err == nil && r.Verdict != want {
			err = fmt.Errorf("%s: %s %+v, want %s", e.id, r.Verdict, r.Error, want)
		}
		return err
	}
	switch what {
	case 0, 1:
		return func() error {
			r, err := b.Call(ctx, "F", supervisor.Args{"crash"})
			return expect(r, err, supervisor.Crashed)
		}
	case 2, 3:
		return func() error { return unix.Kill(b.Info().PID, unix.SIGKILL) }
	case 4:
		return func() error {
			r, err := b.Call(ctx, "F", supervisor.Args{"panic"})
			return expect(r, err, supervisor.Panicked)
		}
	case 5, 6:
		g, value := l.source()
		e.value, e.score = value, nil
		return func() error {
			r, err := b.HotReload(ctx, g)
			return expect(r, err, supervisor.OK)
		}
	case 7:
		score := l.rng.Float64()
		e.score = &score
		return func() error { return b.RecordFitness(supervisor.Fitness{Score: score}) }
	default:
		score := float64(e.value)
		e.score = &score
		return func() error {
			r, err := b.Run(ctx, fitness("func Fitness() float64 { return float64(candidate.V) }"))
			return expect(r, err, supervisor.OK)
		}
	}
}

// await waits for the answers to deaths: a restart, or giving up.
func (l *ledger) await(settles map[string]int) {
	deadline := time.After(time.Minute)
	for len(settles) > 0 {
		select {
		case e := <-l.events.Events():
			id := e.Metadata.SandboxID
			if e.Name != supervisor.EventRestarted && e.Name != supervisor.EventGaveUp {
				continue
			}
			if settles[id]--; settles[id] <= 0 {
				delete(settles, id)
			}
		case <-deadline:
			l.t.Fatalf("nothing came of the deaths of %v", settles)
		}
	}
}

// cull destroys a few.
func (l *ledger) cull() {
	var ids []string
	for _, e := range l.living() {
		if l.rng.IntN(4) == 0 {
			e.dead = true
			ids = append(ids, e.id)
		}
	}
	for _, o := range l.sup.BatchDestroy(testContext(l.t), ids, 0) {
		if o.Err != nil {
			l.t.Error(o.Err)
		}
	}
	l.audit("destroying some")
}

func (l *ledger) collect() {
	newest := 0
	for _, e := range l.living() {
		newest = max(newest, e.generation)
	}
	want := map[string]supervisor.CollectReason{}
	for _, e := range l.living() {
		switch {
		case e.protected:
			continue
		case e.gaveUp:
			want[e.id] = supervisor.CollectCrashed
		case e.generation < newest-bookRetain:
			want[e.id] = supervisor.CollectOldGeneration
		default:
			continue
		}
		e.dead = true
	}
	done, err := l.sup.Collect(testContext(l.t))
	if err != nil || len(done.Failed) != 0 {
		l.t.Errorf("%+v %v", done.Failed, err)
	}
	got := map[string]supervisor.CollectReason{}
	for _, c := range done.Collected {
		got[c.ID] = c.Reason
	}
	if !maps.Equal(got, want) {
		l.t.Errorf("collected %v, want %v", got, want)
	}
	l.audit("a collection")
}
