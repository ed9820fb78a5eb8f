package genome

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestWriteRecords(t *testing.T) {
	p := NewPedigree(10)
	family(t, p, "a<b", 0)
	born := family(t, p, "c", 1, "a<b", "a<b")
	p.SetGenome(born, "sha256:00")
	p.SetScore(born, -0.5)
	p.Die(born, "destroyed", time.Unix(5, 0))
	var out strings.Builder
	if err := WriteRecords(&out, slices.Values(p.Page(0, 10))); err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(out.String(), time.Unix(1, 0).Format(time.RFC3339), "T1")
	text = strings.ReplaceAll(text, time.Unix(2, 0).Format(time.RFC3339), "T2")
	text = strings.ReplaceAll(text, time.Unix(5, 0).Format(time.RFC3339), "T5")
	const want = `{"serial":1,"id":"a<b","generation":0,"lineage_depth":0,"created":"T1"}
{"serial":2,"id":"c","generation":1,"parents":["a<b","a<b"],"parent_serials":[1,1],"lineage_depth":1,"checksum":"sha256:00","score":-0.5,"cause":"destroyed","created":"T2","died":"T5"}
`
	if text != want {
		t.Errorf("got\n%s", text)
	}
	for i, line := range slices.Collect(strings.Lines(out.String())) {
		var r Record
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		if want, _ := p.Get(uint64(i + 1)); !r.Created.Equal(want.Created) || !r.Died.Equal(want.Died) || !reflect.DeepEqual(r.Parents, want.Parents) || r.Alive() != want.Alive() {
			t.Errorf("read back %+v, was %+v", r, want)
		}
	}
}

func TestWriteDOT(t *testing.T) {
	p := NewPedigree(2)
	p.Die(family(t, p, "old", 0), "x", time.Unix(1, 0))
	a := family(t, p, "a", 0)
	b, err := p.Plan("b", Lineage{Generation: 1, Parents: []string{"old", "a"}, Mutation: "crossover"})
	if err != nil {
		t.Fatal(err)
	}
	p.SetScore(p.Add(b, time.Unix(2, 0)), 0.25)
	p.Die(a, "x", time.Unix(1, 0))
	family(t, p, "c", 2, "b", "b")
	var out strings.Builder
	if err := WriteDOT(&out, slices.Values(p.Page(0, 10))); err != nil {
		t.Fatal(err)
	}
	const want = `digraph lineage {
	node [shape=box];
	n3 [label="b\ngeneration 1\nscore 0.25"];
	n1 [label="old", style=dotted];
	n1 -> n3 [label="crossover"];
	n2 [label="a", style=dotted];
	n2 -> n3 [label="crossover"];
	n4 [label="c\ngeneration 2"];
	n3 -> n4;
}
`
	if out.String() != want {
		t.Errorf("got\n%s", out.String())
	}
}

func TestQuoteDOT(t *testing.T) {
	for text, want := range map[string]string{
		"evo-1.a_b":         `"evo-1.a_b"`,
		`"];x[label="`:      `"\"];x[label=\""`,
		`a\`:                `"a\\"`,
		`\N\G\"`:            `"\\N\\G\\\""`,
		"two\nlines":        `"two\nlines"`,
		"&lt;b&gt;":         `"&amp;lt;b&amp;gt;"`,
		"nul\x00\r\x1b\xff": "\"nul\uFFFD\uFFFD\uFFFD\uFFFD\"",
		"":                  `""`,
		"größe → 1":         `"größe → 1"`,
	} {
		if got := quoteDOT(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.ErrUnsupported }

func TestExportSaysThatItFailed(t *testing.T) {
	p := NewPedigree(1000)
	for i := range 1000 {
		family(t, p, fmt.Sprint(i), 0)
	}
	if err := WriteRecords(failing{}, slices.Values(p.Page(0, 1))); !errors.Is(err, errors.ErrUnsupported) {
		t.Error(err)
	}
	if err := WriteRecords(failing{}, slices.Values(p.Page(0, 1000))); !errors.Is(err, errors.ErrUnsupported) {
		t.Error(err)
	}
	if err := WriteDOT(failing{}, slices.Values(p.Page(0, 1000))); !errors.Is(err, errors.ErrUnsupported) {
		t.Error(err)
	}
}
