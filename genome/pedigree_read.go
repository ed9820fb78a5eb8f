package genome

import (
	"cmp"
	"slices"
	"time"
)

// Find returns the record of the last individual that had the id.
func (p *Pedigree) Find(id string) (Record, bool) {
	if n := p.newest[id]; n != nil {
		return n.record(), true
	}
	return Record{}, false
}

// Get returns the record with this serial number.
func (p *Pedigree) Get(serial uint64) (Record, bool) {
	if n := p.find(serial); n != nil {
		return n.record(), true
	}
	return Record{}, false
}

// Namesakes returns the records of all that had the id, in the order of birth.
func (p *Pedigree) Namesakes(id string) []Record {
	var records []Record
	for _, s := range p.slots {
		if s.node != nil && s.id == id {
			records = append(records, s.record())
		}
	}
	return records
}

// Ancestors returns the records of all from whom the individual descends, as
// far as they are remembered, in the order of birth: parents before children.
func (p *Pedigree) Ancestors(serial uint64) []Record {
	n := p.find(serial)
	if n == nil {
		return nil
	}
	var found []*node
	p.walk(n, func(a *node) bool {
		found = append(found, a)
		return true
	})
	slices.SortFunc(found, func(a, b *node) int { return cmp.Compare(a.serial, b.serial) })
	return records(found)
}

// Descendants returns the records of all that descend from the individual
// through others that are remembered, in the order of birth. It looks at every
// record that is younger.
func (p *Pedigree) Descendants(serial uint64) []Record {
	i, ok := p.index(serial)
	if !ok || p.slots[i].node == nil {
		return nil
	}
	var found []*node
	family := map[uint64]struct{}{serial: {}}
	for _, s := range p.slots[i+1:] {
		if s.node == nil {
			continue
		}
		for _, parent := range s.parents[:s.count] {
			if _, ok := family[parent]; ok {
				family[s.serial] = struct{}{}
				found = append(found, s.node)
				break
			}
		}
	}
	return records(found)
}

// Page returns up to most records with serial numbers above after, in their
// order. It is for reading all of them in pieces.
func (p *Pedigree) Page(after uint64, most int) []Record {
	i, ok := p.index(after)
	if ok {
		i++
	}
	records := make([]Record, 0, min(max(most, 0), len(p.slots)-i))
	for _, s := range p.slots[i:] {
		if len(records) >= most {
			break
		}
		if s.node != nil {
			records = append(records, s.record())
		}
	}
	return records
}

func records(nodes []*node) []Record {
	all := make([]Record, len(nodes))
	for i, n := range nodes {
		all[i] = n.record()
	}
	return all
}

func (n *node) record() Record {
	r := Record{
		Serial:   n.serial,
		ID:       n.id,
		Lineage:  Lineage{Generation: int(n.generation), Mutation: n.mutation},
		Depth:    int(n.depth),
		Checksum: n.checksum,
		Cause:    n.cause,
		Created:  time.Unix(0, n.created),
	}
	if n.count > 0 {
		r.Parents = slices.Clone(n.parentIDs[:n.count])
		r.ParentSerials = slices.Clone(n.parents[:n.count])
	}
	if n.scored {
		score := n.score
		r.Score = &score
	}
	if !n.alive {
		r.Died = time.Unix(0, n.died)
	}
	return r
}
