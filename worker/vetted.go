package worker

import (
	"crypto/sha256"
	"encoding/binary"
	"sync"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/genome/vet"
)

// Bounds on the reports that are kept. What is kept of a source is some eighty
// times as large.
const (
	maxVetted      = 8
	maxVettedBytes = 32 << 10
)

// vetted keeps what vetting said of the last genomes, for those that come again:
// what is rolled back to, or loaded again with another genome between. Profile
// and caps, which decide too, are a worker's for life.
type vetted struct {
	mu   sync.Mutex // a load that did not stop may still be vetting
	kept []vettedGenome
}

type vettedGenome struct {
	sum    [sha256.Size]byte
	size   int
	report *vet.Report
}

// check vets a genome, or remembers that it did.
func (v *vetted) check(g genome.Genome, p genome.Profile, c genome.Caps) *vet.Report {
	sum, size := fingerprint(g)
	if r := v.find(sum); r != nil {
		return r
	}
	r := vet.Check(g, p, c)
	if size <= maxVettedBytes {
		v.keep(vettedGenome{sum, size, r})
	}
	return r
}

func (v *vetted) find(sum [sha256.Size]byte) *vet.Report {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, k := range v.kept {
		if k.sum == sum {
			return k.report
		}
	}
	return nil
}

// keep makes room by forgetting the oldest.
func (v *vetted) keep(k vettedGenome) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.kept = append(v.kept, k)
	total := 0
	for _, k := range v.kept {
		total += k.size
	}
	for len(v.kept) > maxVetted || total > maxVettedBytes {
		total -= v.kept[0].size
		v.kept[0] = vettedGenome{}
		v.kept = v.kept[1:]
	}
}

// forget forgets all reports.
func (v *vetted) forget() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.kept = nil
}

// fingerprint tells genomes apart by all that vetting sees: names and texts in
// their order, each with its length.
func fingerprint(g genome.Genome) (sum [sha256.Size]byte, size int) {
	h := sha256.New()
	part := func(b []byte) {
		var n [8]byte
		binary.LittleEndian.PutUint64(n[:], uint64(len(b)))
		h.Write(n[:])
		h.Write(b)
	}
	for _, m := range g {
		part([]byte(m.Name))
		part(binary.LittleEndian.AppendUint64(nil, uint64(len(m.Files))))
		for _, f := range m.Files {
			part([]byte(f.Name))
			part(f.Text)
			size += len(f.Text)
		}
	}
	h.Sum(sum[:0])
	return sum, size
}
