package supervisor_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

func child(generation int, parents ...string) supervisor.Option {
	return supervisor.WithLineage(genome.Lineage{Generation: generation, Parents: parents, Mutation: "crossover"})
}

func recordIDs(t testing.TB) func([]genome.Record, error) string {
	return func(records []genome.Record, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, r := range records {
			ids = append(ids, r.ID)
		}
		return strings.Join(ids, " ")
	}
}

func destroy(t testing.TB, b *supervisor.Sandbox) {
	t.Helper()
	if err := b.Destroy(testContext(t)); err != nil {
		t.Fatal(err)
	}
}

func TestLineage(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	book := sup.Lineage()
	adam := create(t, sup, "adam", supervisor.WithLineage(genome.Lineage{Mutation: "random"}))
	plain := create(t, sup, "plain")
	cain := create(t, sup, "cain", child(4, "adam", "plain"))
	create(t, sup, "enoch", child(5, "cain", "adam"))

	info := cain.Info()
	if info.Lineage == nil || info.Lineage.Generation != 4 || !slices.Equal(info.Lineage.Parents, []string{"adam", "plain"}) || info.Lineage.Mutation != "crossover" || info.LineageDepth != 1 {
		t.Errorf("%+v", info)
	}
	if info := plain.Info(); info.Lineage != nil || info.LineageDepth != 0 {
		t.Errorf("%+v", info)
	}
	for name, tc := range map[string]struct {
		id      string
		lineage genome.Lineage
		want    error
	}{
		"unknown parent":  {"x", genome.Lineage{Generation: 1, Parents: []string{"eve"}}, genome.ErrUnknownParent},
		"own parent":      {"x", genome.Lineage{Generation: 1, Parents: []string{"x"}}, genome.ErrLineageCycle},
		"generation":      {"x", genome.Lineage{Generation: 4, Parents: []string{"cain"}}, genome.ErrBadGeneration},
		"three parents":   {"x", genome.Lineage{Generation: 9, Parents: []string{"adam", "cain", "enoch"}}, genome.ErrBadLineage},
		"mutation":        {"x", genome.Lineage{Mutation: "a b"}, genome.ErrBadLineage},
		"plain's brother": {"x", genome.Lineage{Generation: 0, Parents: []string{"plain"}}, genome.ErrBadGeneration},
	} {
		_, err := sup.Create(testContext(t), tc.id, supervisor.WithLineage(tc.lineage))
		if !errors.Is(err, tc.want) || !errors.Is(err, genome.ErrBadLineage) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
	if _, err := book.Record("x"); !errors.Is(err, supervisor.ErrNoRecord) {
		t.Errorf("what was never born: %v", err)
	}

	// The dead stay, with what they were.
	loaded := load(t, cain, good)
	if err := cain.RecordFitness(supervisor.Fitness{Score: 0.5}); err != nil {
		t.Fatal(err)
	}
	destroy(t, cain)
	destroy(t, adam)
	r, err := book.Record("cain")
	if err != nil || r.Alive() || r.Cause != "destroyed" || r.Checksum != loaded.Checksum || *r.Score != 0.5 || r.Depth != 1 || r.Died.Before(r.Created) {
		t.Errorf("%+v %v", r, err)
	}
	ids := recordIDs(t)
	if got := ids(book.Ancestors("enoch")); got != "adam plain cain" {
		t.Errorf("ancestors: %s", got)
	}
	if got := ids(book.Descendants("adam")); got != "cain enoch" {
		t.Errorf("descendants: %s", got)
	}
	irad := create(t, sup, "irad", child(5, "cain"))
	if irad.Info().LineageDepth != 2 {
		t.Errorf("child of a dead one: %+v", irad.Info())
	}
	for _, ask := range []func(string) ([]genome.Record, error){book.Ancestors, book.Descendants} {
		if _, err := ask("nobody"); !errors.Is(err, supervisor.ErrNoRecord) {
			t.Error(err)
		}
	}
	_, err = book.Get(999)
	wantErr(t, err, supervisor.ErrNoRecord)

	// All of it can be read when everything is over.
	if err := sup.Close(testContext(t)); err != nil {
		t.Fatal(err)
	}
	var lines, graph strings.Builder
	if err := errors.Join(book.Export(&lines), book.ExportDOT(&graph)); err != nil {
		t.Fatal(err)
	}
	var causes []string
	for line := range strings.Lines(lines.String()) {
		var r genome.Record
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		causes = append(causes, r.ID+": "+r.Cause)
	}
	if got := strings.Join(causes, "; "); got != "adam: destroyed; plain: supervisor closed; cain: destroyed; enoch: supervisor closed; irad: supervisor closed" {
		t.Error(got)
	}
	for _, want := range []string{"digraph lineage {", `n3 [label="cain\ngeneration 4\nscore 0.5", color=gray`, `n1 -> n3 [label="crossover"];`, "n3 -> n5"} {
		if !strings.Contains(graph.String(), want) {
			t.Errorf("%s is not in\n%s", want, graph.String())
		}
	}
}

// An id that is used again is a new individual; relations are not confused.
func TestLineageOfAnIDUsedAgain(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	book, ids := sup.Lineage(), recordIDs(t)
	first := create(t, sup, "a", child(0))
	create(t, sup, "b", child(1, "a"))
	destroy(t, first)
	_, err := sup.Create(testContext(t), "a", child(2, "b"))
	wantErr(t, err, genome.ErrLineageCycle)
	create(t, sup, "a", child(7))
	create(t, sup, "c", child(8, "a"))

	both := book.Namesakes("a")
	if len(both) != 2 || both[0].Alive() || !both[1].Alive() || both[1].Generation != 7 {
		t.Fatalf("%+v", both)
	}
	if last, err := book.Record("a"); err != nil || last.Serial != both[1].Serial {
		t.Errorf("%+v %v", last, err)
	}
	if old, err := book.Get(both[0].Serial); err != nil || old.Alive() {
		t.Errorf("%+v %v", old, err)
	}
	if got := ids(book.Descendants("a")); got != "c" {
		t.Errorf("of the second: %s", got)
	}
	if got := ids(book.DescendantsOf(both[0].Serial), nil); got != "b" {
		t.Errorf("of the first: %s", got)
	}
	b, _ := book.Record("b")
	if got := book.AncestorsOf(b.Serial); len(got) != 1 || got[0].Serial != both[0].Serial {
		t.Errorf("%+v", got)
	}
}

func TestLineageIsBounded(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{LineageRecords: 2})
	keep := create(t, sup, "keep", child(0))
	for i := range 4 {
		destroy(t, create(t, sup, fmt.Sprint("x", i), child(1, "keep")))
	}
	book := sup.Lineage()
	if book.Len() != 2 || book.Dropped() != 3 {
		t.Errorf("%d records, %d dropped", book.Len(), book.Dropped())
	}
	if got := recordIDs(t)(book.Descendants("keep")); got != "x3" {
		t.Error(got)
	}
	_, err := sup.Create(testContext(t), "y", child(2, "x0"))
	wantErr(t, err, genome.ErrUnknownParent)
	destroy(t, keep)
}

// What never got a worker was never born.
func TestNoRecordOfAFailedCreate(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := sup.Create(ctx, "a", child(0)); err == nil {
		t.Fatal("created")
	}
	if sup.Lineage().Len() != 0 {
		t.Error("it has a record")
	}
}

func TestCauseOfDeath(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a", supervisor.WithRestart(supervisor.NeverRestart()))
	load(t, b, good)
	events := sup.Subscribe(10)
	if err := unix.Kill(b.Info().PID, unix.SIGKILL); err != nil {
		t.Fatal(err)
	}
	awaitEvent(t, events, supervisor.EventGaveUp)
	destroy(t, b)
	if r, err := sup.Lineage().Record("a"); err != nil || !strings.HasPrefix(r.Cause, "destroyed, after it gave up: worker was killed by SIGKILL") {
		t.Errorf("%+v %v", r, err)
	}
}

// Module versions have parents too.
func TestVersionParents(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	b := create(t, sup, "a")
	load(t, b, version(1))
	load(t, b, version(2))
	if _, err := b.Rollback(testContext(t), "candidate", 1); err != nil {
		t.Fatal(err)
	}
	load(t, b, version(3))
	h, err := b.History("candidate")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, v := range h.Versions {
		got = append(got, fmt.Sprintf("%d of %d", v.Number, v.Parent))
	}
	if text := strings.Join(got, ", "); text != "1 of 0, 2 of 1, 3 of 1" {
		t.Error(text)
	}
}
