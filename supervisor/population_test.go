package supervisor_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/petri-lab/petri/supervisor"
)

func TestPopulations(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{MaxPopulations: 3})
	p := sup.Populations()
	a, b, c := create(t, sup, "a"), create(t, sup, "b"), create(t, sup, "c")

	if err := p.Create("island-1", "b", "a"); err != nil {
		t.Fatal(err)
	}
	wantErr(t, p.Create("island-1"), supervisor.ErrPopulationExists)
	wantErr(t, p.Create("island-2", "a", "nobody"), supervisor.ErrNotFound)
	for _, id := range []string{"", "../x", "a/b", strings.Repeat("x", 65)} {
		wantErr(t, p.Create(id), supervisor.ErrBadID)
	}
	_, err := p.Get("island-2")
	wantErr(t, err, supervisor.ErrPopulationNotFound)
	if err := p.Create("elite"); err != nil {
		t.Fatal(err)
	}
	if err := p.Add("elite", "a", "a", "c"); err != nil {
		t.Fatal(err)
	}
	wantErr(t, p.Add("elite", "b", "nobody"), supervisor.ErrNotFound)
	wantErr(t, p.Add("nowhere", "b"), supervisor.ErrPopulationNotFound)
	if err := p.Create("third"); err != nil {
		t.Fatal(err)
	}
	wantErr(t, p.Create("fourth"), supervisor.ErrTooManyPopulations)

	members := func(id, want string) {
		t.Helper()
		got, err := p.Members(id)
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("%s: %v, %v, want %s", id, got, err, want)
		}
	}
	members("island-1", "a b")
	members("elite", "a c")
	if got := a.Info().Populations; !slices.Equal(got, []string{"elite", "island-1"}) {
		t.Errorf("%v", got)
	}

	for want := 1; want <= 3; want++ {
		if got, err := p.Advance("elite"); err != nil || got != want {
			t.Errorf("generation %d, %v", got, err)
		}
	}
	members("elite", "a c")
	_, err = p.Advance("nowhere")
	wantErr(t, err, supervisor.ErrPopulationNotFound)

	// Removed is not departed; destroyed is.
	if err := p.Remove("elite", "c"); err != nil {
		t.Fatal(err)
	}
	wantErr(t, p.Remove("elite", "c"), supervisor.ErrNotMember)
	wantErr(t, p.Remove("nowhere", "c"), supervisor.ErrPopulationNotFound)
	destroy(t, a)
	members("elite", "")
	members("island-1", "b")
	list := p.List()
	if len(list) != 3 || list[0].ID != "elite" || list[0].Departed != 1 || list[0].Generation != 3 || list[1].Departed != 1 || list[2].Departed != 0 {
		t.Errorf("%+v", list)
	}
	if raw, err := json.Marshal(list[0]); err != nil || !strings.Contains(string(raw), `"members":[]`) {
		t.Errorf("%s %v", raw, err)
	}
	// A new individual with the same id is no member.
	create(t, sup, "a")
	members("island-1", "b")
	wantErr(t, p.Remove("island-1", "a", "b"), supervisor.ErrNotMember)
	members("island-1", "")

	if err := p.Add("third", "b", "c"); err != nil {
		t.Fatal(err)
	}
	if err := p.Delete("third"); err != nil {
		t.Fatal(err)
	}
	wantErr(t, p.Delete("third"), supervisor.ErrPopulationNotFound)
	if len(b.Info().Populations) != 0 || b.Info().Status != supervisor.StatusServing || len(p.Of(c)) != 0 {
		t.Errorf("%+v", b.Info())
	}

	if err := sup.Close(testContext(t)); err != nil {
		t.Fatal(err)
	}
	wantErr(t, p.Create("late"), supervisor.ErrClosed)
	wantErr(t, p.Add("elite"), supervisor.ErrClosed)
	members("elite", "")
}

// Whatever happens at the same time, nobody is a member who does not exist.
func TestPopulationsConcurrently(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	p := sup.Populations()
	const n = 8
	for i := range n {
		create(t, sup, fmt.Sprint(i))
	}
	for _, id := range []string{"x", "y"} {
		if err := p.Create(id); err != nil {
			t.Fatal(err)
		}
	}
	var wg sync.WaitGroup
	for i := range n {
		id := fmt.Sprint(i)
		wg.Go(func() { // adds until it is gone
			for p.Add("x", id) == nil && p.Add("y", id) == nil {
				_ = p.Remove("y", id)
				sup.List()
				p.List()
			}
		})
		wg.Go(func() {
			for range 50 {
				_, _ = p.Advance("x")
			}
			b, err := sup.Get(id)
			if err != nil {
				t.Error(err)
				return
			}
			destroy(t, b)
		})
	}
	wg.Wait()
	for _, q := range p.List() {
		if len(q.Members) != 0 || q.ID == "x" && (q.Generation != 50*n || q.Departed == 0) {
			t.Errorf("%+v", q)
		}
	}
}
