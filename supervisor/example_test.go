package supervisor_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

// config is that of the examples: the worker that the tests built, where a
// program that is installed has it beside itself.
func config() supervisor.Config { return supervisor.Config{WorkerPath: workerPath} }

func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}

func Example() {
	ctx := context.Background()
	sup, err := supervisor.New(config())
	if err != nil {
		log.Fatal(err)
	}
	defer sup.Close(ctx)

	box, err := sup.Create(ctx, "gen1-001")
	if err != nil {
		log.Fatal(err)
	}
	result, err := box.HotReload(ctx, genome.FromString("square.go", `
package candidate

func Square(x int) int { return x * x }
`))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(result.Verdict, result.Version)

	result, err = box.Call(ctx, "Square", supervisor.Args{42})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(result.Verdict, string(result.Value))
	// Output:
	// ok 1
	// ok 1764
}

// Failures are results. errors.Is tells them apart where an error is handier.
func ExampleCall() {
	ctx := context.Background()
	sup := must(supervisor.New(config()))
	defer sup.Close(ctx)
	box := must(sup.Create(ctx, "gen1-002"))
	must(box.HotReload(ctx, genome.FromString("half.go", `
package candidate

func Half(x float64) float64 {
	if x < 0 {
		panic("no negative numbers")
	}
	return x / 2
}
`)))

	half, err := supervisor.Call[float64](ctx, box, "Half", 5)
	fmt.Println(half, err)

	_, err = supervisor.Call[float64](ctx, box, "Half", -5)
	fmt.Println(errors.Is(err, supervisor.ErrPanic), err)
	// Output:
	// 2.5 <nil>
	// true sandbox gen1-002: panic: no negative numbers
}

// A harness scores the genome beside which it is loaded.
func ExampleSandbox_Run() {
	ctx := context.Background()
	sup := must(supervisor.New(config()))
	defer sup.Close(ctx)
	box := must(sup.Create(ctx, "gen1-003"))
	must(box.HotReload(ctx, genome.FromString("double.go", "package candidate\n\nfunc F(x int) int { return 2 * x }\n")))

	harness := genome.FromString("fitness.go", `
package fitness

import "candidate"

func Fitness() map[string]float64 {
	right := 0.0
	for x := 0; x < 4; x++ {
		if candidate.F(x) == x*x {
			right++
		}
	}
	return map[string]float64{"correctness": right / 4}
}
`)[0]
	result := must(box.Run(ctx, harness))
	fmt.Println(result.Verdict, *result.Score, result.Components)
	// Output:
	// ok 0.5 map[correctness:0.5]
}

// A harness apart has a worker of its own: no genome can forge what it says.
func ExampleWithHarnessApart() {
	ctx := context.Background()
	sup := must(supervisor.New(config()))
	defer sup.Close(ctx)
	box := must(sup.Create(ctx, "gen1-005"))
	must(box.HotReload(ctx, genome.FromString("double.go", "package candidate\n\nfunc F(x int) int { return 2 * x }\n")))

	harness := genome.FromString("fitness.go", `
package fitness

import "candidate"

func Fitness() float64 { return float64(candidate.F(3)) / 9 }
`)[0]
	result := must(box.Run(ctx, harness, supervisor.WithHarnessApart()))
	fmt.Printf("%s %.2f\n", result.Verdict, *result.Score)
	// Output:
	// ok 0.67
}

// Cases score a genome out of its reach: the worker sees the arguments alone.
func ExampleSandbox_RunCases() {
	ctx := context.Background()
	sup := must(supervisor.New(config()))
	defer sup.Close(ctx)
	box := must(sup.Create(ctx, "gen1-004"))
	must(box.HotReload(ctx, genome.FromString("double.go", "package candidate\n\nfunc F(x int) int { return 2 * x }\n")))

	cases := must(supervisor.ReadCases(strings.NewReader(`
{"args": [0], "want": 0}
{"args": [3], "want": 9}
{"args": [2], "want": 5, "tolerance": 1}
`)))
	result := must(box.RunCases(ctx, "F", cases))
	fmt.Printf("%s %.2f, first miss in line %d\n", result.Verdict, *result.Score, result.Cases.Misses[0].Line)
	// Output:
	// ok 0.67, first miss in line 3
}

// A sandbox takes one candidate after the other: each is loaded and judged by
// one request.
func ExampleSandbox_ReloadAndCall() {
	ctx := context.Background()
	sup := must(supervisor.New(config()))
	defer sup.Close(ctx)
	box := must(sup.Create(ctx, "gen1-005"))

	inputs := []supervisor.Args{{2}, {3}, {0}}
	for _, body := range []string{"x * x", "6 / x", "x +"} {
		candidate := genome.FromString("f.go", "package candidate\n\nfunc F(x int) int { return "+body+" }\n")
		loaded, outcomes, err := box.ReloadAndCall(ctx, candidate, "F", inputs)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(loaded.Verdict, loaded.Version)
		for _, o := range outcomes {
			fmt.Printf("%s %q\n", o.Result.Verdict, o.Result.Value)
		}
	}
	// Output:
	// ok 1
	// ok "4"
	// ok "9"
	// ok "0"
	// ok 2
	// ok "3"
	// ok "2"
	// panic ""
	// load_error 0
}

// State travels from one version to the next, in the same process.
func ExampleSandbox_HotReload() {
	ctx := context.Background()
	sup := must(supervisor.New(config()))
	defer sup.Close(ctx)
	box := must(sup.Create(ctx, "counter"))
	const counter = `
package candidate

var count int

func Next() int        { count += STEP; return count }
func Snapshot() int    { return count }
func Restore(old int)  { count = old }

const STEP = 1
`
	must(box.HotReload(ctx, genome.FromString("counter.go", counter)))
	must(box.Call(ctx, "Next", nil))
	must(box.Call(ctx, "Next", nil))

	tens := counter[:len(counter)-2] + "10\n"
	handler := func(old json.RawMessage, from, to int) (json.RawMessage, error) {
		fmt.Printf("state %s goes from version %d to %d\n", old, from, to)
		return old, nil
	}
	must(box.HotReload(ctx, genome.FromString("counter.go", tens), supervisor.WithStateHandler(handler)))
	fmt.Println(must(supervisor.Call[int](ctx, box, "Next")))

	must(box.Rollback(ctx, "candidate", 1))
	fmt.Println(must(supervisor.Call[int](ctx, box, "Next")))
	// Output:
	// state 2 goes from version 1 to 2
	// 12
	// 13
}

// Batches keep the order of their input and lose nothing to one failure.
func ExampleSupervisor_BatchRun() {
	ctx := context.Background()
	sup := must(supervisor.New(config()))
	defer sup.Close(ctx)

	ids := []string{"a", "b", "c"}
	bodies := []string{"return x + 1", "for {\n\t}", "return x * x"}
	var specs []supervisor.CreateSpec
	var reloads []supervisor.ReloadSpec
	for i, id := range ids {
		limits := supervisor.WithLimits(supervisor.Limits{Wall: 1e9}) // a second
		specs = append(specs, supervisor.CreateSpec{ID: id, Options: []supervisor.Option{limits}})
		source := "package candidate\n\nfunc F(x int) int {\n\t" + bodies[i] + "\n}\n"
		reloads = append(reloads, supervisor.ReloadSpec{ID: id, Genome: genome.FromString("f.go", source)})
	}
	sup.BatchCreate(ctx, specs, 0)
	sup.BatchReload(ctx, reloads, 0)
	for _, o := range sup.BatchRun(ctx, ids, supervisor.CallTask("F", 6), 0) {
		fmt.Printf("%s: %s %q\n", o.ID, o.Result.Verdict, o.Result.Value)
	}
	sup.BatchDestroy(ctx, ids, 0)
	// Output:
	// a: ok "7"
	// b: timeout ""
	// c: ok "36"
}

// Events tell everything that happens; a slow reader loses some and is told
// how many, but holds nobody up.
func ExampleSupervisor_Subscribe() {
	ctx := context.Background()
	sup := must(supervisor.New(config()))
	events := sup.Subscribe(100)
	box := must(sup.Create(ctx, "watched"))
	must(box.HotReload(ctx, genome.FromString("f.go", "package candidate\n\nfunc F() int { return 1 }\n")))
	must(box.Call(ctx, "F", nil))
	sup.Close(ctx)
	for e := range events.Events() {
		fmt.Printf("%s of %s %q\n", e.Name, e.Metadata.SandboxID, e.Measurements.Result)
	}
	fmt.Println("dropped:", events.Dropped())
	// Output:
	// sandbox.created of watched ""
	// sandbox.reloaded of watched "ok"
	// sandbox.run.start of watched ""
	// sandbox.run.stop of watched "ok"
	// sandbox.destroyed of watched ""
	// dropped: 0
}

// Petri keeps the books of an evolution; what becomes of whom, the engine says.
func ExampleSupervisor_Populations() {
	ctx := context.Background()
	sup := must(supervisor.New(config()))
	defer sup.Close(ctx)

	founder := must(sup.Create(ctx, "gen0-001", supervisor.WithLineage(genome.Lineage{Mutation: "random"})))
	must(founder.HotReload(ctx, genome.FromString("f.go", "package candidate\n\nfunc F(x int) int { return x }\n")))
	if err := founder.RecordFitness(supervisor.Fitness{Score: 0.25}); err != nil {
		log.Fatal(err)
	}
	if err := sup.Populations().Create("island", "gen0-001"); err != nil {
		log.Fatal(err)
	}

	lineage := genome.Lineage{Generation: 1, Parents: []string{"gen0-001"}, Mutation: "point"}
	must(sup.Create(ctx, "gen1-001", supervisor.WithLineage(lineage)))
	if err := sup.Populations().Add("island", "gen1-001"); err != nil {
		log.Fatal(err)
	}
	generation := must(sup.Populations().Advance("island"))
	fmt.Println("generation", generation, must(sup.Populations().Members("island")))

	// The dead leave their populations, and stay on record.
	if err := founder.Destroy(ctx); err != nil {
		log.Fatal(err)
	}
	fmt.Println(must(sup.Populations().Members("island")))
	for _, ancestor := range must(sup.Lineage().Ancestors("gen1-001")) {
		fmt.Println(ancestor.ID, ancestor.Mutation, *ancestor.Score, ancestor.Cause)
	}
	// Output:
	// generation 1 [gen0-001 gen1-001]
	// [gen1-001]
	// gen0-001 random 0.25 destroyed
}

// What nobody destroys is collected: who gave up, whose owner is gone, whose
// generation is over. Collect does at once what happens each minute anyway.
func ExampleSupervisor_Sample() {
	ctx := context.Background()
	c := config()
	c.Monitor.Interval = -1 // so that there is one sample
	sup := must(supervisor.New(c))
	defer sup.Close(ctx)
	events := sup.Subscribe(100)

	transient := supervisor.RestartPolicy{When: supervisor.RestartOnFailure, Max: 3, Window: time.Minute}
	crowd := supervisor.Threshold{Resource: supervisor.ResourceProcesses, At: 2}
	must(sup.Create(ctx, "gen1-001", supervisor.WithRestart(transient)))
	must(sup.Create(ctx, "gen1-002", supervisor.WithRestart(transient)))
	if err := errors.Join(
		sup.Populations().Create("island", "gen1-001", "gen1-002"),
		sup.Populations().SetThresholds("island", crowd),
	); err != nil {
		log.Fatal(err)
	}
	total := must(sup.Sample(ctx)) // by itself every ten seconds
	fmt.Println(total.Workers, "workers,", total.Processes.Value, "processes,", total.Memory.Unknown, "unknown")

	for e := range events.Events() {
		if e.Name == supervisor.EventPopulationExceeded {
			fmt.Println(e.Name, e.Metadata.Population, e.Metadata.Resource, *e.Measurements.Value)
			break
		}
	}
	// Output:
	// 2 workers, 2 processes, 0 unknown
	// population.resource.exceeded island processes 2
}

func ExampleSupervisor_Collect() {
	ctx := context.Background()
	c := config()
	c.GC = supervisor.GC{RetainGenerations: 2}
	sup := must(supervisor.New(c))
	defer sup.Close(ctx)

	owner, leave := context.WithCancel(ctx)
	must(sup.Create(ctx, "leased", supervisor.WithLease(owner)))
	must(sup.Create(ctx, "elite", supervisor.WithLineage(genome.Lineage{Generation: 1}), supervisor.WithProtected()))
	must(sup.Create(ctx, "old", supervisor.WithLineage(genome.Lineage{Generation: 1})))
	must(sup.Create(ctx, "new", supervisor.WithLineage(genome.Lineage{Generation: 4})))
	leave()

	for _, c := range must(sup.Collect(ctx)).Collected {
		fmt.Printf("%s: %s (%s)\n", c.ID, c.Reason, c.Detail)
	}
	// Output:
	// leased: lease_ended (its owner's lease ended: context canceled)
	// old: old_generation (of generation 1, and the newest is 4)
}

// Whatever is denied, killed or degraded is on record.
func ExampleAuditLog() {
	ctx := context.Background()
	sup := must(supervisor.New(config()))
	defer sup.Close(ctx)
	box := must(sup.Create(ctx, "a"))
	must(box.HotReload(ctx, genome.FromString("bad.go", "package candidate\n\nimport _ \"os/exec\"\n")))

	for _, r := range sup.Audit().Records(supervisor.AuditFilter{Sandbox: "a", Level: supervisor.AuditWarning}) {
		fmt.Println(r.Level, r.Kind, r.Sandbox, r.Diagnostics)
	}
	// Output:
	// warning denied a [bad.go:3:8: import of "os/exec": no profile allows it]
}
