package genome

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"
)

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
