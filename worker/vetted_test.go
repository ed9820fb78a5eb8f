package worker

import (
	"fmt"
	"strings"
	"testing"

	"github.com/petri-lab/petri/genome"
)

func TestVettedRemembers(t *testing.T) {
	var v vetted
	check := func(text string) any {
		t.Helper()
		r := v.check(genome.FromString("c.go", text), genome.Standard(), genome.Caps{})
		if ok := !strings.Contains(text, "undefined"); r.OK() != ok {
			t.Fatalf("%s: %v", text, r.Diagnostics)
		}
		return r
	}
	numbered := func(n int) string { return fmt.Sprintf("package candidate\n\nvar N = %d\n", n) }
	first, broken := check(numbered(0)), check("package candidate\n\nvar N = undefined\n")
	if check(numbered(0)) != first || check("package candidate\n\nvar N = undefined\n") != broken {
		t.Error("what came a moment ago was vetted again")
	}
	for n := range maxVetted {
		check(numbered(n + 1))
	}
	if len(v.kept) != maxVetted || check(numbered(0)) == first {
		t.Errorf("%d are kept, the oldest among them", len(v.kept))
	}
	large := numbered(7) + "// " + strings.Repeat("x", maxVettedBytes)
	if check(large) == check(large) {
		t.Error("a large one is kept")
	}
	check(numbered(8) + "// " + strings.Repeat("x", maxVettedBytes-100))
	if size := len(numbered(0)); len(v.kept) > 100/size+1 {
		t.Errorf("%d are kept beside one that takes all the room but for 100 bytes", len(v.kept))
	}
}

func TestFingerprintsDiffer(t *testing.T) {
	file := func(name, text string) genome.File { return genome.File{Name: name, Text: []byte(text)} }
	seen := map[string]int{}
	for i, g := range []genome.Genome{
		{},
		{{Name: "a"}},
		{{Name: "a", Files: []genome.File{file("b", "c")}}},
		{{Name: "ab", Files: []genome.File{file("", "c")}}},
		{{Name: "a", Files: []genome.File{file("b", ""), file("c", "")}}},
		{{Name: "a", Files: []genome.File{file("b", "")}}, {Name: "c"}},
		{{Name: "a", Files: []genome.File{file("bc", "")}}},
	} {
		sum, _ := fingerprint(g)
		if j, ok := seen[string(sum[:])]; ok {
			t.Errorf("genomes %d and %d have the same", j, i)
		}
		seen[string(sum[:])] = i
	}
}
