package supervisor_test

import (
	"strings"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/supervisor"
)

// Time: what does not end is ended.
func timeRows() []row {
	late := func(probes ...string) []attempt { return natives(always("timeout"), probes...) }
	return []row{
		{number: 1, what: "spin", attempts: append(genomes("01_spin.go"), late("spin")...)},
		{number: 2, what: "block for ever", attempts: append(
			genomes("02_block.go", "02_block_on_channel.go", "02_sleep.go", "big_numbers.go", "error_loops.go"),
			late("wait")...)},
		{number: 3, what: "spin on many goroutines", attempts: append(genomes("03_spin_goroutines.go"), late("spin everywhere")...)},
		{number: 4, what: "keep the collector busy", attempts: genomes("04_gc_thrash.go")},
		{number: 5, what: "ignore signals", attempts: []attempt{
			{name: "SIGTERM ignored", in: escaped(), wall: soon(), ends: always("timeout"), try: func(x *trial) string {
				return x.signalled("spin", unix.SIGTERM)
			}},
		}},
		{number: 6, what: "freeze", attempts: []attempt{
			{name: "stopped", in: escaped(), wall: soon(), ends: always("timeout"), try: func(x *trial) string {
				return x.signalled("wait", unix.SIGSTOP)
			}},
			{name: "stopped when idle", in: escaped(), wall: soon(), ends: always("timeout"), try: stoppedWhenIdle},
			{name: "frozen by its cgroup", in: escaped(), wall: soon(), ends: always("timeout").on(userWithout(), "no cgroup"), try: frozenByCgroup},
		}},
		{number: 7, what: "initialise for ever", attempts: genomes("07_init_loop.go", "07_variable_loop.go")},
		{number: 8, what: "nest deeply", attempts: parserBombs()},
		{number: 9, what: "ask for huge constants", attempts: genomes("09_exponent.go", "09_shift.go")},
	}
}

// signalled calls a function that does not end, and signals its worker, which
// ignores what it can, meanwhile.
func (x *trial) signalled(function string, s unix.Signal) string {
	b := x.loaded()
	b.SetWall(late())
	x.call(b, "ignore signals")
	b.SetWall(x.wall)
	events := x.dish.sup.Subscribe(1000)
	pid := b.Info().PID
	done := make(chan struct{})
	go func() {
		defer close(done)
		for e := range events.Events() {
			if e.Name == supervisor.EventRunStart && e.Metadata.SandboxID == b.ID() {
				if err := unix.Kill(pid, s); err != nil {
					x.Errorf("kill: %v", err)
				}
				return
			}
		}
	}()
	defer func() {
		events.Close()
		<-done
	}()
	return x.call(b, function)
}

func stoppedWhenIdle(x *trial) string {
	b := x.loaded()
	if err := unix.Kill(b.Info().PID, unix.SIGSTOP); err != nil {
		x.Fatal(err)
	}
	return x.call(b, "wait")
}

func frozenByCgroup(x *trial) string {
	b := x.loaded()
	leaf := cgroupOf(x, b.Info().PID)
	if leaf == "" {
		return "no cgroup"
	}
	set(x, leaf, "cgroup.freeze", "1")
	return x.call(b, "wait")
}

// A parser bomb nests, or repeats, more deeply than a parser's stack goes.
func parserBombs() []attempt {
	const n = 100_000
	var all []attempt
	for _, b := range []struct{ name, body string }{
		{"parentheses", "var x = " + strings.Repeat("(", n) + "1" + strings.Repeat(")", n)},
		{"pointers", "var x " + strings.Repeat("*", n) + "int"},
		{"signs", "var x = " + strings.Repeat("-", 2*n) + "1"},
		{"blocks", "func f() " + strings.Repeat("{", n) + strings.Repeat("}", n)},
		{"functions", "var x = " + strings.Repeat("func() {", n) + strings.Repeat("}", n)},
		{"unfinished", "var x = " + strings.Repeat("[]int{", n)},
		{"sum", "var x = 1" + strings.Repeat("+1", n)},
		{"string", "var x = \"" + strings.Repeat("a", n*5)},
	} {
		all = append(all, source(b.name, "package candidate\n\n"+b.body+"\n", "load_error|denied|timeout|memory_limit"))
	}
	return all
}
