package supervisor_test

import (
	"fmt"
	"testing"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/supervisor"
)

// A sandbox that nobody uses gives back what it held for its next run, and has
// lost nothing.
func TestIdleSandboxGivesMemoryBack(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a")
	for i := range 40 {
		load(t, b, fmt.Sprintf("package candidate\n\nimport \"strings\"\n\nvar n = %d\n\n"+
			"func F() int { n++; return n + len(strings.Repeat(\"a\", 3)) }\n", i))
		call(t, b, "F")
	}
	memory := func() int64 {
		t.Helper()
		m, err := jail.MemoryOf(b.Info().PID)
		if err != nil {
			t.Fatal(err)
		}
		return m.Resident
	}
	used := memory()
	eventually(t, "giving memory back", func() bool { return memory() <= used-1<<20 })
	if r := call(t, b, "F"); string(r.Value) != "44" { // 39, counted up twice, and 3
		t.Errorf("its state is lost: %s", r.Value)
	}
	r, err := b.HotReload(testContext(t), genome.FromString("c.go", "package candidate\n\nfunc F() int { return 7 }\n"))
	if err != nil || r.Verdict != supervisor.OK {
		t.Fatal(r, err)
	}
	if r := call(t, b, "F"); string(r.Value) != "7" {
		t.Errorf("%+v", r)
	}
	if info := b.Info(); info.Restarts != 0 {
		t.Errorf("%+v", info)
	}
}
