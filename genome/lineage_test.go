package genome

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestLineageValidate(t *testing.T) {
	for name, tc := range map[string]struct {
		lineage Lineage
		want    error // nil: it is sound
	}{
		"founder":         {Lineage{}, nil},
		"later founder":   {Lineage{Generation: 7, Mutation: "random"}, nil},
		"mutant":          {Lineage{Generation: 1, Parents: []string{"a"}, Mutation: "llm/re-write:2.1+x_Y"}, nil},
		"crossover":       {Lineage{Generation: 1, Parents: []string{"a", "b"}}, nil},
		"selfing":         {Lineage{Generation: 1, Parents: []string{"a", "a"}}, nil},
		"largest":         {Lineage{Generation: MaxGeneration, Parents: []string{"a"}}, nil},
		"negative":        {Lineage{Generation: -1}, ErrBadGeneration},
		"too large":       {Lineage{Generation: MaxGeneration + 1}, ErrBadGeneration},
		"child at 0":      {Lineage{Parents: []string{"a"}}, ErrBadGeneration},
		"three parents":   {Lineage{Generation: 1, Parents: []string{"a", "b", "c"}}, ErrBadLineage},
		"own parent":      {Lineage{Generation: 1, Parents: []string{"a", "me"}}, ErrLineageCycle},
		"mutation space":  {Lineage{Mutation: "point mutation"}, ErrBadLineage},
		"mutation begins": {Lineage{Mutation: "-x"}, ErrBadLineage},
		"mutation quote":  {Lineage{Mutation: "a\"b"}, ErrBadLineage},
		"mutation line":   {Lineage{Mutation: "a\n"}, ErrBadLineage},
		"mutation umlaut": {Lineage{Mutation: "m\xe4"}, ErrBadLineage},
		"mutation long":   {Lineage{Mutation: strings.Repeat("m", 65)}, ErrBadLineage},
	} {
		err := tc.lineage.Validate("me")
		if tc.want == nil && err != nil || tc.want != nil && (!errors.Is(err, tc.want) || !errors.Is(err, ErrBadLineage)) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
}

// family adds an individual that must be sound, and returns its serial number.
func family(t testing.TB, p *Pedigree, id string, generation int, parents ...string) uint64 {
	t.Helper()
	b, err := p.Plan(id, Lineage{Generation: generation, Parents: parents})
	if err != nil {
		t.Fatal(err)
	}
	return p.Add(b, time.Unix(int64(p.last+1), 0))
}

func ids(records []Record) string {
	var names []string
	for _, r := range records {
		names = append(names, r.ID)
	}
	return strings.Join(names, " ")
}

func TestPedigree(t *testing.T) {
	p := NewPedigree(100)
	a := family(t, p, "a", 0)
	family(t, p, "b", 2)
	c := family(t, p, "c", 3, "a", "b")
	d := family(t, p, "d", 4, "a", "c")
	e := family(t, p, "e", 9, "d", "d")
	family(t, p, "f", 1)

	for id, want := range map[string]string{
		"a": "0  / c d e", "b": "0  / c d e", "c": "1 a b / d e",
		"d": "2 a b c / e", "e": "3 a b c d / ", "f": "0  / ",
	} {
		r, ok := p.Find(id)
		if got := fmt.Sprintf("%d %s / %s", r.Depth, ids(p.Ancestors(r.Serial)), ids(p.Descendants(r.Serial))); !ok || got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
	for name, tc := range map[string]struct {
		id      string
		lineage Lineage
		want    error
	}{
		"unknown parent":   {"x", Lineage{Generation: 1, Parents: []string{"a", "nobody"}}, ErrUnknownParent},
		"same generation":  {"x", Lineage{Generation: 3, Parents: []string{"c"}}, ErrBadGeneration},
		"below one parent": {"x", Lineage{Generation: 4, Parents: []string{"a", "e"}}, ErrBadGeneration},
		"a's own":          {"a", Lineage{Generation: 1, Parents: []string{"a"}}, ErrLineageCycle},
		"id of ancestor":   {"a", Lineage{Generation: 10, Parents: []string{"f", "e"}}, ErrLineageCycle},
		"id of a parent's": {"b", Lineage{Generation: 4, Parents: []string{"c"}}, ErrLineageCycle},
	} {
		if _, err := p.Plan(tc.id, tc.lineage); !errors.Is(err, tc.want) || !errors.Is(err, ErrBadLineage) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}

	p.SetGenome(d, "sha256:1")
	p.SetScore(d, 0.5)
	p.Die(d, "destroyed", time.Unix(50, 0))
	p.Die(d, "again", time.Unix(51, 0))
	p.SetScore(d, 7)
	r, ok := p.Get(d)
	if !ok || r.Checksum != "sha256:1" || *r.Score != 0.5 || r.Cause != "destroyed" || !r.Died.Equal(time.Unix(50, 0)) || r.Alive() {
		t.Errorf("%+v", r)
	}
	if got := ids(p.Ancestors(e)); got != "a b c d" {
		t.Errorf("through a dead one: %s", got)
	}
	// Another genome has no score.
	p.SetScore(c, 1)
	p.SetGenome(c, "sha256:2")
	if r, _ := p.Get(c); r.Score != nil || r.Checksum != "sha256:2" {
		t.Errorf("%+v", r)
	}

	// A new individual with the id of one that is no ancestor of its own.
	p.Die(a, "destroyed", time.Unix(60, 0))
	a2 := family(t, p, "a", 2, "f")
	family(t, p, "g", 3, "a")
	if r, _ := p.Find("g"); ids(p.Ancestors(r.Serial)) != "f a" || r.ParentSerials[0] != a2 {
		t.Errorf("%+v of %s", r, ids(p.Ancestors(r.Serial)))
	}
	if got := ids(p.Descendants(a)); got != "c d e" {
		t.Errorf("of the first a: %s", got)
	}
	both := p.Namesakes("a")
	if len(both) != 2 || both[0].Serial != a || both[0].Alive() || both[1].Serial != a2 || !both[1].Alive() {
		t.Errorf("%+v", both)
	}
	if p.Ancestors(99) != nil || p.Descendants(99) != nil {
		t.Error("an individual that never was has relatives")
	}
}

// The dead make room, first those that died first; the living never do.
func TestPedigreeIsBounded(t *testing.T) {
	p := NewPedigree(10)
	var serials []uint64
	for i := range 30 {
		serials = append(serials, family(t, p, fmt.Sprint("l", i), 0))
	}
	if p.Len() != 30 || p.Dropped() != 0 {
		t.Fatalf("%d, %d dropped", p.Len(), p.Dropped())
	}
	p.Die(serials[20], "x", time.Unix(1, 0))
	if _, ok := p.Get(serials[20]); ok || p.Dropped() != 1 {
		t.Error("a dead one is kept instead of a living one")
	}
	for _, i := range []int{5, 3, 29, 0, 1, 2, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19} {
		p.Die(serials[i], "x", time.Unix(1, 0))
	}
	if p.Len() != 10 || p.Dropped() != 20 || len(p.newest) != 10 {
		t.Errorf("%d, %d dropped, %d ids", p.Len(), p.Dropped(), len(p.newest))
	}
	if got := ids(p.Page(0, 100)); got != "l18 l19 l21 l22 l23 l24 l25 l26 l27 l28" {
		t.Errorf("kept: %s", got)
	}
	// What is dropped is unknown, and where a walk ends.
	if _, err := p.Plan("x", Lineage{Generation: 1, Parents: []string{"l5"}}); !errors.Is(err, ErrUnknownParent) {
		t.Error(err)
	}
	family(t, p, "child", 1, "l18", "l21")
	if _, ok := p.Find("l18"); ok { // whose place the child took
		t.Error("the oldest dead one is kept")
	}
	child, _ := p.Find("child")
	if got := ids(p.Ancestors(child.Serial)); got != "l21" || child.Depth != 1 || child.Parents[0] != "l18" || child.ParentSerials[0] != serials[18] {
		t.Errorf("%s %+v", got, child)
	}

	// Over many generations of short lives, room stays bounded.
	for i := range 5000 {
		p.Die(family(t, p, fmt.Sprint("s", i), 0), "x", time.Unix(1, 0))
	}
	if p.Len() != 10 || len(p.slots) > 40 || len(p.newest) != 10 || cap(p.dead) > 100 {
		t.Errorf("%d records in %d slots, %d ids, %d dead", p.Len(), len(p.slots), len(p.newest), cap(p.dead))
	}
	if got := ids(p.Page(child.Serial, 1)); got != "s4999" {
		t.Errorf("after the child: %s", got)
	}
}

// A line of descent that a recursion would not survive, and a ladder of diamonds
// with 2^1000 paths.
func TestPedigreeIsDeep(t *testing.T) {
	p := NewPedigree(300_000)
	const deep = 100_000
	family(t, p, "0", 0)
	for i := 1; i <= deep; i++ {
		family(t, p, fmt.Sprint(i), i, fmt.Sprint(i-1))
	}
	last, _ := p.Find(fmt.Sprint(deep))
	if got := p.Ancestors(last.Serial); len(got) != deep || got[0].ID != "0" || last.Depth != deep {
		t.Errorf("%d ancestors at depth %d", len(got), last.Depth)
	}
	if got := p.Descendants(1); len(got) != deep {
		t.Errorf("%d descendants", len(got))
	}
	family(t, p, "x0", 0)
	family(t, p, "y0", 0)
	for i := 1; i <= 1000; i++ {
		x, y := fmt.Sprint("x", i-1), fmt.Sprint("y", i-1)
		family(t, p, fmt.Sprint("x", i), i, x, y)
		family(t, p, fmt.Sprint("y", i), i, y, x)
	}
	top, _ := p.Find("x1000")
	if got := p.Ancestors(top.Serial); len(got) != 2000 || top.Depth != 1000 {
		t.Errorf("%d ancestors at depth %d", len(got), top.Depth)
	}
	if _, err := p.Plan("y0", Lineage{Generation: 1001, Parents: []string{"x1000"}}); !errors.Is(err, ErrLineageCycle) {
		t.Error(err)
	}
}

func TestCauseOfDeathIsBounded(t *testing.T) {
	p := NewPedigree(1)
	p.Die(family(t, p, "a", 0), strings.Repeat("é", 4096), time.Unix(1, 0))
	if r, _ := p.Find("a"); len(r.Cause) > 200 || !strings.HasSuffix(r.Cause, "é...") {
		t.Errorf("%d bytes: %q", len(r.Cause), r.Cause)
	}
}
