package genome

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A Pedigree remembers individuals and who descends from whom, also through
// those that are long dead. Living ones are always remembered; of the dead as
// many as its limit leaves room for, those that died first being dropped, and
// counted. Nothing in it recurses, and its walks visit each individual once.
//
// A Pedigree is not safe for concurrent use.
type Pedigree struct {
	limit   int
	last    uint64           // highest serial ever given
	slots   []slot           // ascending by serial; nil where one was dropped
	holes   int              // how many are
	newest  map[string]*node // by id
	dead    []uint64         // serials, in the order of death
	dropped uint64
}

type slot struct {
	serial uint64
	*node
}

// node is a Record in less room: 100,000 of them are the usual limit.
type node struct {
	serial     uint64
	id         string
	parentIDs  [MaxParents]string
	parents    [MaxParents]uint64 // serials, all below its own
	mutation   string
	checksum   string
	cause      string
	score      float64
	created    int64 // Unix nanoseconds, as died
	died       int64
	generation int32
	depth      int32
	lowest     int32 // generation of all that had this id so far
	count      uint8 // of parents
	scored     bool
	alive      bool
}

// NewPedigree makes an empty one. limit is how many records it holds, at least
// one, unless more individuals than that are alive.
func NewPedigree(limit int) *Pedigree {
	return &Pedigree{limit: max(limit, 1), newest: map[string]*node{}}
}

// Len is how many individuals are remembered.
func (p *Pedigree) Len() int { return len(p.slots) - p.holes }

// Dropped counts those that were and are not any more.
func (p *Pedigree) Dropped() uint64 { return p.dropped }

// A Birth is a lineage that has been found sound, for Add.
type Birth struct{ node node }

// Depth is that of the individual to be born.
func (b *Birth) Depth() int { return int(b.node.depth) }

// Plan checks the lineage of an individual that is to be born. A parent is the
// last individual that had the id, alive or dead. No individual may have the id
// of one of its ancestors, though any other id of a dead one can be used again.
// The error wraps ErrBadLineage and what it is about.
func (p *Pedigree) Plan(id string, l Lineage) (Birth, error) {
	if err := l.Validate(id); err != nil {
		return Birth{}, err
	}
	n := node{
		id:         strings.Clone(id),
		mutation:   strings.Clone(l.Mutation),
		generation: int32(l.Generation),
		count:      uint8(len(l.Parents)),
	}
	for i, name := range l.Parents {
		parent := p.newest[name]
		if parent == nil {
			return Birth{}, fmt.Errorf("%w: %w: %.100q is neither alive nor among the %d that are remembered", ErrBadLineage, ErrUnknownParent, name, p.Len())
		}
		if l.Generation <= int(parent.generation) {
			return Birth{}, fmt.Errorf("%w: %w: %d is not above %d, that of its parent %s", ErrBadLineage, ErrBadGeneration, l.Generation, parent.generation, name)
		}
		n.parents[i], n.parentIDs[i] = parent.serial, parent.id
		n.depth = max(n.depth, parent.depth+1)
	}
	if p.descendsFrom(&n, id) {
		return Birth{}, fmt.Errorf("%w: %w: an ancestor had the id %.100q: give the child an id of its own", ErrBadLineage, ErrLineageCycle, id)
	}
	return Birth{n}, nil
}

// descendsFrom tells whether an ancestor of n had the id.
func (p *Pedigree) descendsFrom(n *node, id string) bool {
	namesake := p.newest[id]
	if namesake == nil {
		return false
	}
	found := false
	p.walk(n, func(a *node) (goOn bool) {
		found = found || a.id == id
		// Generations fall on the way to the founders.
		return !found && a.generation > namesake.lowest
	})
	return found
}

// walk visits the ancestors of n that are remembered, each once; those behind
// one for which visit returns false only by other ways.
func (p *Pedigree) walk(n *node, visit func(*node) (goOn bool)) {
	seen := map[uint64]struct{}{}
	next := slices.Clone(n.parents[:n.count])
	for len(next) > 0 {
		serial := next[len(next)-1]
		next = next[:len(next)-1]
		if _, again := seen[serial]; again {
			continue
		}
		seen[serial] = struct{}{}
		if a := p.find(serial); a != nil && visit(a) {
			next = append(next, a.parents[:a.count]...)
		}
	}
}

// Add remembers an individual that is alive now, and returns its serial number.
func (p *Pedigree) Add(b Birth, now time.Time) uint64 {
	n := b.node
	p.last++
	n.serial, n.created, n.alive, n.lowest = p.last, now.UnixNano(), true, n.generation
	if earlier := p.newest[n.id]; earlier != nil {
		n.lowest = min(n.lowest, earlier.lowest)
	}
	p.newest[n.id] = &n
	p.slots = append(p.slots, slot{n.serial, &n})
	p.trim()
	return n.serial
}

// SetGenome notes that a genome with this checksum serves now, which nobody has
// scored yet. As with SetScore and Die, a serial that is unknown or dead changes
// nothing.
func (p *Pedigree) SetGenome(serial uint64, checksum string) {
	if n := p.living(serial); n != nil {
		n.checksum, n.score, n.scored = checksum, 0, false
	}
}

// SetScore notes the fitness of the genome that serves.
func (p *Pedigree) SetScore(serial uint64, score float64) {
	if n := p.living(serial); n != nil {
		n.score, n.scored = score, true
	}
}

// maxCause bounds a cause of death, in bytes.
const maxCause = 200

// Die notes a death, of which at most 200 bytes of the cause are kept.
func (p *Pedigree) Die(serial uint64, cause string, now time.Time) {
	n := p.living(serial)
	if n == nil {
		return
	}
	if len(cause) > maxCause {
		cause = strings.Clone(strings.ToValidUTF8(cause[:maxCause-3], "")) + "..."
	}
	n.alive, n.cause, n.died = false, cause, now.UnixNano()
	p.dead = append(p.dead, serial)
	p.trim()
}

// trim drops those that died first until the limit is met.
func (p *Pedigree) trim() {
	for p.Len() > p.limit && len(p.dead) > 0 {
		i, _ := p.index(p.dead[0])
		n := p.slots[i].node
		p.slots[i].node = nil
		p.dead = p.dead[1:]
		p.holes++
		p.dropped++
		if p.newest[n.id] == n {
			delete(p.newest, n.id)
		}
	}
	// Half of the slots at least are in use, so that this costs each drop a
	// bounded time.
	if p.holes > len(p.slots)/2 {
		p.slots = slices.DeleteFunc(p.slots, func(s slot) bool { return s.node == nil })
		p.holes = 0
	}
}

func (p *Pedigree) index(serial uint64) (int, bool) {
	return slices.BinarySearchFunc(p.slots, serial, func(s slot, serial uint64) int { return cmp.Compare(s.serial, serial) })
}

// find is nil for what is not remembered.
func (p *Pedigree) find(serial uint64) *node {
	if i, ok := p.index(serial); ok {
		return p.slots[i].node
	}
	return nil
}

func (p *Pedigree) living(serial uint64) *node {
	if n := p.find(serial); n != nil && n.alive {
		return n
	}
	return nil
}
