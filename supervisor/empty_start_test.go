package supervisor_test

import (
	"testing"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

// A supervisor starts empty, whatever one of the same name and directory knew
// that ended (or was killed: TestKilledAtAnyMoment).
func TestStateIsResetOnStart(t *testing.T) {
	c := supervisor.Config{Name: "again", RuntimeDir: shortTemp(t)}
	lineage := supervisor.WithLineage(genome.Lineage{Generation: 5})
	for range 2 {
		sup := newSupervisor(t, c)
		if n := len(sup.List()); n != 0 {
			t.Errorf("%d sandboxes at the start", n)
		}
		if n := len(sup.Populations().List()); n != 0 {
			t.Errorf("%d populations at the start", n)
		}
		if n := sup.Lineage().Len(); n != 0 {
			t.Errorf("%d records at the start", n)
		}
		b := create(t, sup, "one", lineage)
		if _, scored := b.Fitness(); scored || len(b.Info().Modules) != 0 {
			t.Errorf("a sandbox begins with %+v", b.Info())
		}
		if r := load(t, b, good); r.Version != 1 {
			t.Errorf("version %d of the first genome", r.Version)
		}
		do(t, b.RecordFitness(supervisor.Fitness{Score: 1}), sup.Populations().Create("island", "one"), sup.Close(testContext(t)))
	}
}
