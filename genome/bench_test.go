package genome

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

const seventeen = `package candidate

import "fmt"

// Square is what the harness calls.
func Square(x int) int {
	return x * x
}

func sum(xs []int) (total int) {
	for _, x := range xs {
		total += Square(x)
	}
	return total
}

func Show() string { return fmt.Sprint(sum([]int{1, 2, 3})) }
`

// long has 18 lines for each of 26 functions.
func long() string {
	var b strings.Builder
	b.WriteString("package candidate\n\nimport \"strings\"\n")
	for i := range 26 {
		fmt.Fprintf(&b, `
// F%[1]d counts words that are longer than n.
func F%[1]d(text string, n int) map[string]int {
	counts := make(map[string]int)
	for _, word := range strings.Fields(text) {
		word = strings.ToLower(strings.Trim(word, ".,;:!?"))
		if len(word) > n && word != "" {
			counts[word]++
		} else if len(word) == 0 {
			continue
		}
	}
	for w, c := range counts {
		if c < %[1]d {
			delete(counts, w)
		}
	}
	return counts
}
`, i)
	}
	return b.String()
}

func BenchmarkVet(b *testing.B) {
	for _, text := range []string{seventeen, long()} {
		g := FromString("candidate.go", text)
		p := Standard()
		b.Run(fmt.Sprint(strings.Count(text, "\n"), " lines"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if r := Vet(g, p, Caps{}); !r.OK() {
					b.Fatal(r.Diagnostics)
				}
			}
		})
	}
}

func BenchmarkCheck(b *testing.B) {
	g := FromString("candidate.go", seventeen)
	for b.Loop() {
		if err := g.Check(Caps{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkChecksum(b *testing.B) {
	m := FromString("candidate.go", seventeen)[0]
	for b.Loop() {
		m.Checksum()
	}
}

// What one individual costs among as many as are remembered: its memory, its
// birth and its death.
func BenchmarkPedigree(b *testing.B) {
	const limit = 100_000
	live := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := live()
	p := NewPedigree(limit)
	serials := []uint64{}
	add := func(i int) {
		l := Lineage{Generation: i / 40, Mutation: "crossover"}
		if l.Generation > 0 {
			l.Parents = []string{fmt.Sprintf("evo-gen%d-%03d", i/40-1, i%40), fmt.Sprintf("evo-gen%d-%03d", i/40-1, i*7%40)}
		}
		birth, err := p.Plan(fmt.Sprintf("evo-gen%d-%03d", i/40, i%40), l)
		if err != nil {
			b.Fatal(err)
		}
		serial := p.Add(birth, time.Now())
		p.SetGenome(serial, Module{Files: []File{{Text: fmt.Append(nil, i)}}}.Checksum())
		p.SetScore(serial, float64(i))
		if serials = append(serials, serial); len(serials) > 80 {
			p.Die(serials[0], "destroyed", time.Now())
			serials = slices.Delete(serials, 0, 1)
		}
	}
	for i := range limit {
		add(i)
	}
	perRecord := float64(live()-before) / limit
	i := limit
	for b.Loop() {
		add(i)
		i++
	}
	b.ReportMetric(perRecord, "B/record")
	runtime.KeepAlive(p)
}

func BenchmarkPedigreeWalks(b *testing.B) {
	p := NewPedigree(100_000)
	for i := range 100_000 {
		var parents []string
		if i >= 40 {
			parents = []string{fmt.Sprint(i - 40), fmt.Sprint(i - 40 + i%7 - i%40)}
			if i%40 > 30 {
				parents = parents[:1]
			}
		}
		family(b, p, fmt.Sprint(i), i/40, parents...)
	}
	b.Run("ancestors", func(b *testing.B) {
		for b.Loop() {
			p.Ancestors(100_000)
		}
	})
	b.Run("descendants", func(b *testing.B) {
		for b.Loop() {
			p.Descendants(1)
		}
	})
}
