package supervisor

import (
	"context"
	"fmt"
	"io"
	"iter"
	"sync"
	"time"

	"github.com/petri-lab/petri/genome"
)

// A LineageBook remembers every individual that a supervisor ever had, and who
// descends from whom: each sandbox that Create returned has a record, which
// stays when it is gone. The records of living ones are always there; of the
// dead, as many as Config.LineageRecords leaves room for, those that died first
// being dropped, and counted. It can be read after Close, and is safe for
// concurrent use.
//
// A sandbox without a lineage of its own (WithLineage) is on record as a founder
// of generation 0.
//
// An id that is used again after Destroy means a new individual with a record
// and a serial number of its own. Asked by id, the book speaks of the last one;
// Namesakes and Get reach the others. Relations are between individuals, not
// ids.
type LineageBook struct {
	mu       sync.RWMutex
	pedigree *genome.Pedigree
}

func newLineageBook(records int) *LineageBook {
	return &LineageBook{pedigree: genome.NewPedigree(records)}
}

// Lineage is the book of who descends from whom.
func (s *Supervisor) Lineage() *LineageBook { return s.lineage }

// Record returns the record of the last individual that had the id. The error
// wraps ErrNoRecord.
func (l *LineageBook) Record(id string) (genome.Record, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	r, ok := l.pedigree.Find(id)
	if !ok {
		return r, fmt.Errorf("%w: %.100q", ErrNoRecord, id)
	}
	return r, nil
}

// Get returns the record with this serial number. The error wraps ErrNoRecord.
func (l *LineageBook) Get(serial uint64) (genome.Record, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	r, ok := l.pedigree.Get(serial)
	if !ok {
		return r, fmt.Errorf("%w: serial number %d", ErrNoRecord, serial)
	}
	return r, nil
}

// Namesakes returns the records of all individuals that had the id, in the order
// of birth.
func (l *LineageBook) Namesakes(id string) []genome.Record {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.pedigree.Namesakes(id)
}

// Ancestors returns the records of all from whom the last individual that had
// the id descends, each once, in the order of birth. Where a record has been
// dropped, what is behind it is not known any more: a child's ParentSerials name
// it still. The error wraps ErrNoRecord.
func (l *LineageBook) Ancestors(id string) ([]genome.Record, error) {
	return l.relatives(id, (*genome.Pedigree).Ancestors)
}

// Descendants returns the records of all that descend from the last individual
// that had the id, each once, in the order of birth. The error wraps
// ErrNoRecord.
func (l *LineageBook) Descendants(id string) ([]genome.Record, error) {
	return l.relatives(id, (*genome.Pedigree).Descendants)
}

func (l *LineageBook) relatives(id string, of func(*genome.Pedigree, uint64) []genome.Record) ([]genome.Record, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	r, ok := l.pedigree.Find(id)
	if !ok {
		return nil, fmt.Errorf("%w: %.100q", ErrNoRecord, id)
	}
	return of(l.pedigree, r.Serial), nil
}

// AncestorsOf is Ancestors of the individual with this serial number; nothing if
// it has no record.
func (l *LineageBook) AncestorsOf(serial uint64) []genome.Record {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.pedigree.Ancestors(serial)
}

// DescendantsOf is Descendants of the individual with this serial number;
// nothing if it has no record.
func (l *LineageBook) DescendantsOf(serial uint64) []genome.Record {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.pedigree.Descendants(serial)
}

// Len is how many records there are, and Dropped how many there were besides.
func (l *LineageBook) Len() int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.pedigree.Len()
}

// Dropped counts the records that made room for others.
func (l *LineageBook) Dropped() uint64 {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.pedigree.Dropped()
}

// Export writes all records in the order of birth, one line of JSON each. Each
// is as it is when its turn comes: nobody waits for a slow writer.
func (l *LineageBook) Export(w io.Writer) error { return genome.WriteRecords(w, l.all()) }

// ExportDOT writes all records as a graph in Graphviz's language.
func (l *LineageBook) ExportDOT(w io.Writer) error { return genome.WriteDOT(w, l.all()) }

// lineagePage is how many records are read at a time.
const lineagePage = 1000

func (l *LineageBook) all() iter.Seq[genome.Record] {
	return func(yield func(genome.Record) bool) {
		var after uint64
		for {
			l.mu.RLock()
			page := l.pedigree.Page(after, lineagePage)
			l.mu.RUnlock()
			for _, r := range page {
				if !yield(r) {
					return
				}
				after = r.Serial
			}
			if len(page) < lineagePage {
				return
			}
		}
	}
}

// plan checks the lineage of a sandbox that is yet to start.
func (l *LineageBook) plan(id string, lineage *genome.Lineage) (genome.Birth, error) {
	if lineage == nil {
		lineage = &genome.Lineage{}
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.pedigree.Plan(id, *lineage)
}

func (l *LineageBook) born(b genome.Birth, now time.Time) (serial uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.pedigree.Add(b, now)
}

func (l *LineageBook) loaded(serial uint64, checksum string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pedigree.SetGenome(serial, checksum)
}

func (l *LineageBook) scored(serial uint64, score float64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pedigree.SetScore(serial, score)
}

func (l *LineageBook) died(serial uint64, cause string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pedigree.Die(serial, cause, time.Now())
}

// WithLineage says where an individual comes from. Create fails if that cannot
// be so, with an error that wraps genome.ErrBadLineage and, as it may be,
// genome.ErrUnknownParent (neither alive nor on record), genome.ErrLineageCycle
// (its own parent, or the id of one of its ancestors) or genome.ErrBadGeneration
// (not above its parents'). A parent without a lineage has generation 0.
func WithLineage(l genome.Lineage) Option {
	l = l.Clone()
	return func(o *options) { o.lineage = &l }
}

// conceive checks what Create is told of a sandbox's origin and owner.
func (s *Supervisor) conceive(id string, o options) (genome.Birth, error) {
	if o.lease != nil && o.lease.Err() != nil {
		return genome.Birth{}, fmt.Errorf("its lease has ended: %w", context.Cause(o.lease))
	}
	return s.lineage.plan(id, o.lineage)
}

// about adds to an event's metadata where the sandbox belongs: its lineage, if
// it has one, and its populations.
func (b *Sandbox) about(md Metadata) Metadata {
	if l := b.options.lineage; l != nil {
		generation, depth := l.Generation, b.birth.Depth()
		md.Generation, md.LineageDepth = &generation, &depth
		md.ParentIDs, md.MutationType = l.Parents, l.Mutation
	}
	md.Populations = b.sup.populations.Of(b)
	return md
}
