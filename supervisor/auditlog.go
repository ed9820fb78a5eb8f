package supervisor

import (
	"slices"
	"sync"
	"time"
)

// An AuditLog keeps the newest records. It is safe for concurrent use.
type AuditLog struct {
	most int
	sink *auditSink // nil: none

	mu        sync.Mutex
	seq       uint64
	ring      []*AuditRecord // in order from oldest on, once it is full
	oldest    int
	forgotten uint64
}

// AuditStats says what became of the records.
type AuditStats struct {
	Recorded  uint64 `json:"recorded"`  // all that there ever were
	Forgotten uint64 `json:"forgotten"` // no more in memory
	Written   uint64 `json:"written"`   // taken by the sink
	Lost      uint64 `json:"lost"`      // not given to the sink: it was too slow
	Failed    uint64 `json:"failed"`    // refused by the sink
	LastError string `json:"last_error,omitempty"`
}

func newAuditLog(a Audit, b *bus) *AuditLog {
	l := &AuditLog{most: a.Records}
	if a.Sink != nil {
		l.sink = newAuditSink(a.Sink, a.Queue, b)
	}
	return l
}

// add records r, whose time and number it sets.
func (l *AuditLog) add(r AuditRecord) {
	r.Time = time.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seq++
	r.Seq = l.seq
	if len(l.ring) < l.most {
		l.ring = append(l.ring, &r)
	} else {
		l.ring[l.oldest] = &r
		l.oldest = (l.oldest + 1) % l.most
		l.forgotten++
	}
	if l.sink != nil {
		l.sink.give(&r) // under the lock, so that lines come in their order
	}
}

// An AuditFilter chooses records; its zero fields choose all.
type AuditFilter struct {
	Sandbox string
	Kinds   []AuditKind
	Level   AuditLevel // this one and above
	Limit   string     // that was met: a word of AuditLimits
	Verdict Verdict
	Since   time.Time // not before
	Until   time.Time // before
	After   uint64    // with a higher Seq: what is new since the last question
	// Newest bounds how many there are: the newest of those that fit.
	Newest int
}

func (f *AuditFilter) fits(r *AuditRecord) bool {
	return (f.Sandbox == "" || f.Sandbox == r.Sandbox) &&
		(len(f.Kinds) == 0 || slices.Contains(f.Kinds, r.Kind)) &&
		r.Level.rank() >= f.Level.rank() &&
		(f.Limit == "" || f.Limit == r.Limit) &&
		(f.Verdict == "" || f.Verdict == r.Verdict) &&
		(f.Since.IsZero() || !r.Time.Before(f.Since)) &&
		(f.Until.IsZero() || r.Time.Before(f.Until)) &&
		r.Seq > f.After
}

// Records returns the records in memory that fit, oldest first.
func (l *AuditLog) Records(f AuditFilter) []AuditRecord {
	l.mu.Lock()
	all := slices.Concat(l.ring[l.oldest:], l.ring[:l.oldest])
	l.mu.Unlock()
	var found []AuditRecord
	for _, r := range slices.Backward(all) {
		if f.Newest > 0 && len(found) == f.Newest {
			break
		}
		if f.fits(r) {
			one := *r
			one.Diagnostics = slices.Clone(r.Diagnostics)
			found = append(found, one)
		}
	}
	slices.Reverse(found)
	return found
}

// Stats says what became of the records so far.
func (l *AuditLog) Stats() AuditStats {
	l.mu.Lock()
	s := AuditStats{Recorded: l.seq, Forgotten: l.forgotten}
	l.mu.Unlock()
	if l.sink != nil {
		l.sink.count(&s)
	}
	return s
}

// close gives the sink what waits for it, and closes it. No record may be added
// any more.
func (l *AuditLog) close() error {
	if l.sink == nil {
		return nil
	}
	return l.sink.close()
}
