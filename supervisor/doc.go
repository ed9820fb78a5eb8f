// Package supervisor is Petri's library: it runs untrusted Go source, one
// isolated worker process per sandbox, and says exactly what happened.
//
//	sup, err := supervisor.New(supervisor.Config{})
//	defer sup.Close(ctx)
//	box, err := sup.Create(ctx, "gen1-001")
//	result, err := box.HotReload(ctx, genome.FromString("square.go", source))
//	result, err = box.Call(ctx, "Square", supervisor.Args{42})
//
// # What is promised
//
// A candidate's failure is a Result with one Verdict; a Go error means that
// the question could not be asked. Whatever a genome does, the call returns
// within its deadline plus a second, siblings notice nothing, and a worker
// that dies is replaced under the same id with the same module versions. After
// Destroy, and after Close for all, no process, directory, descriptor or
// goroutine is left; a supervisor that is killed takes its workers with it.
//
// The supervisor never parses or interprets source, and takes every byte from
// a worker for a stranger's word. Whether the isolation holds on a host, Diagnose
// tries.
//
// # Contexts
//
// A run whose caller's context ends is stopped: the verdict is Cancelled, or
// Timeout if the context passed a deadline. An operation that waits for its
// sandbox is not begun then. Operations on one sandbox happen one at a time.
//
// # Batches
//
// BatchCreate, BatchReload, BatchRun and BatchDestroy work on many sandboxes at
// once. Outcomes come in the order of the input, one for each item, and one
// item's failure is no other's. When ctx ends, items that have not begun end
// with its error; those that are done keep their outcome. The last argument
// bounds how many items are worked on at the same time; 0 or less is twice the
// processors.
//
// # The books
//
// Populations group sandboxes; RecordFitness keeps how good each one's genome
// is now, as Run does by itself; WithLineage says where one comes from, and
// Lineage remembers all that ever were. Nothing of it decides anything, with one
// exception: collection (Config.GC, Collect) destroys sandboxes that gave up,
// that nobody uses or owns any more, or whose generation is over, so that
// forgetting one costs nothing. An engine that keeps individuals for long
// protects them, or turns that reason off. Whoever destroys what has just been
// collected gets ErrDestroyed or ErrNotFound, as after any Destroy.
//
// # Self-care
//
// A worker that dies is replaced as its RestartPolicy says. In the background,
// idle workers are pinged (Config.Health), the use of resources is sampled and
// compared with thresholds (Config.Monitor), and sandboxes are collected
// (Config.GC), each by a service that is started again if it panics. All of them
// spread what they do over time, and tell it as events. A figure that is not
// known is a Reading or Sum that says so, never a zero.
//
// # Hosts that have run out
//
// A worker that cannot be started, for want of descriptors, processes, memory
// or room in the runtime directory, makes Create fail with ErrSpawn, which wraps
// the system's error (errors.Is(err, syscall.EMFILE)) and says what to raise.
// Nothing is left of the attempt, and the next one may succeed. A sandbox whose
// worker dies meanwhile tries again as its RestartPolicy says; if it gives up,
// its runs end with InfraError until Restart succeeds.
//
// # Supervisors that were killed
//
// The workers of a supervisor that is killed die at once. Its runtime directory
// and its cgroups are removed by the next supervisor of the same user beside
// them, which takes nothing from a living one: Swept tells.
//
// # What is not
//
// Petri does not mutate, select, or keep a history of scores: that is the
// caller's. Whether what a genome returns is good, a harness says (Run), which
// shares its process with the candidate or runs apart (WithHarnessApart), or
// cases say (RunCases), which the supervisor compares itself. Which
// kernel mechanisms stand between a worker and its host is said in every Result
// (Isolation); package jail says what they are worth.
package supervisor
