package supervisor

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// Populations is the registry of a supervisor's populations: groups of
// sandboxes that belong together in their engine's eyes. It is a list and a
// counter, nothing more: who is born, selected or destroyed is the engine's
// affair. A sandbox may belong to several. One that is destroyed or collected
// leaves all of them. The registry is safe for concurrent use, and no call waits
// for a sandbox.
type Populations struct {
	sup *Supervisor

	mu  sync.RWMutex
	all map[string]*population
	of  map[*Sandbox]map[string]struct{} // ids of a sandbox's populations
}

type population struct {
	generation int
	departed   int
	created    time.Time
	members    map[string]*Sandbox
	alarms     alarms
}

// A Population describes a population at one moment.
type Population struct {
	ID string `json:"id"`
	// Generation counts the calls of Advance.
	Generation int      `json:"generation"`
	Members    []string `json:"members"` // ids, sorted
	// Departed counts the members that were destroyed or collected while they
	// were members; those removed are not among them.
	Departed int       `json:"departed"`
	Created  time.Time `json:"created"`
}

func newPopulations(s *Supervisor) *Populations {
	return &Populations{sup: s, all: map[string]*population{}, of: map[*Sandbox]map[string]struct{}{}}
}

// Populations is the registry of the supervisor's populations.
func (s *Supervisor) Populations() *Populations { return s.populations }

// Create makes a population of the sandboxes with these ids; there may be none.
// The population's own id is formed as a sandbox's is. The error wraps ErrBadID,
// ErrPopulationExists, ErrTooManyPopulations, ErrNotFound (of a sandbox) or
// ErrClosed, and then there is none.
func (p *Populations) Create(id string, members ...string) error {
	if err := checkID(id); err != nil {
		return fmt.Errorf("population: %w", err)
	}
	boxes, err := p.find(members)
	if err != nil {
		return fmt.Errorf("creating population %s: %w", id, err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch most := p.sup.config.MaxPopulations; {
	case p.all[id] != nil:
		return fmt.Errorf("%w: %s", ErrPopulationExists, id)
	case len(p.all) >= most:
		return fmt.Errorf("%w: %d exist: delete some, or raise Config.MaxPopulations", ErrTooManyPopulations, len(p.all))
	}
	made := &population{created: time.Now(), members: map[string]*Sandbox{}, alarms: newAlarms(p.sup.config.Monitor.PopulationThresholds)}
	if err := p.join(id, made, boxes); err != nil {
		return fmt.Errorf("creating population %s: %w", id, err)
	}
	p.all[id] = made
	return nil
}

// Get describes a population. The error wraps ErrPopulationNotFound.
func (p *Populations) Get(id string) (Population, error) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	q, err := p.get(id)
	if err != nil {
		return Population{}, err
	}
	return q.describe(id), nil
}

// List describes every population, sorted by id.
func (p *Populations) List() []Population {
	p.mu.RLock()
	defer p.mu.RUnlock()
	list := make([]Population, 0, len(p.all))
	for id, q := range p.all {
		list = append(list, q.describe(id))
	}
	slices.SortFunc(list, func(a, b Population) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// Members returns the ids of a population's members, sorted. The error wraps
// ErrPopulationNotFound.
func (p *Populations) Members(id string) ([]string, error) {
	q, err := p.Get(id)
	return q.Members, err
}

// Add makes sandboxes members of a population; one that is already stays one.
// Either all become members or, with an error that wraps ErrNotFound,
// ErrPopulationNotFound or ErrClosed, nothing changes.
func (p *Populations) Add(id string, sandboxes ...string) error {
	boxes, err := p.find(sandboxes)
	if err != nil {
		return fmt.Errorf("adding to population %.100s: %w", id, err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	q, err := p.get(id)
	if err != nil {
		return err
	}
	if err := p.join(id, q, boxes); err != nil {
		return fmt.Errorf("adding to population %s: %w", id, err)
	}
	return nil
}

// Remove takes sandboxes out of a population; they live on. The error wraps
// ErrPopulationNotFound, or ErrNotMember if some were no members (any more);
// the others are removed all the same.
func (p *Populations) Remove(id string, sandboxes ...string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	q, err := p.get(id)
	if err != nil {
		return err
	}
	var errs []error
	for _, name := range sandboxes {
		b := q.members[name]
		if b == nil {
			errs = append(errs, fmt.Errorf("%w: %.100q of population %s", ErrNotMember, name, id))
			continue
		}
		p.part(id, q, b)
	}
	return errors.Join(errs...)
}

// Advance moves a population's counter to the next generation and returns it.
// Members stay until they are removed, destroyed or collected. The error wraps
// ErrPopulationNotFound.
func (p *Populations) Advance(id string) (generation int, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	q, err := p.get(id)
	if err != nil {
		return 0, err
	}
	q.generation++
	return q.generation, nil
}

// Delete forgets a population; its members live on. The error wraps
// ErrPopulationNotFound.
func (p *Populations) Delete(id string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	q, err := p.get(id)
	if err != nil {
		return err
	}
	for _, b := range q.members {
		p.part(id, q, b)
	}
	delete(p.all, id)
	return nil
}

// Of returns the ids of the populations to which a sandbox belongs, sorted.
func (p *Populations) Of(b *Sandbox) []string {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return slices.Sorted(maps.Keys(p.of[b]))
}

// find finds sandboxes before the registry is locked.
func (p *Populations) find(ids []string) ([]*Sandbox, error) {
	if p.sup.isClosed() {
		return nil, ErrClosed
	}
	boxes := make([]*Sandbox, len(ids))
	for i, id := range ids {
		b, err := p.sup.Get(id)
		if err != nil {
			return nil, err
		}
		boxes[i] = b
	}
	return boxes, nil
}

func (p *Populations) get(id string) (*population, error) {
	if q := p.all[id]; q != nil {
		return q, nil
	}
	return nil, fmt.Errorf("%w: %.100q", ErrPopulationNotFound, id)
}

// join makes sandboxes members, all or none. One that is being destroyed has
// ended its context before it departs, so that either join or depart sees it.
func (p *Populations) join(id string, q *population, boxes []*Sandbox) error {
	for _, b := range boxes {
		if b.ctx.Err() != nil {
			return fmt.Errorf("%w: %s", ErrNotFound, b.id)
		}
	}
	for _, b := range boxes {
		q.members[b.id] = b
		if p.of[b] == nil {
			p.of[b] = map[string]struct{}{}
		}
		p.of[b][id] = struct{}{}
	}
	return nil
}

func (p *Populations) part(id string, q *population, b *Sandbox) {
	delete(q.members, b.id)
	delete(p.of[b], id)
	if len(p.of[b]) == 0 {
		delete(p.of, b)
	}
}

// depart takes a sandbox that is ending out of all its populations.
func (p *Populations) depart(b *Sandbox) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for id := range p.of[b] {
		q := p.all[id]
		q.departed++
		p.part(id, q, b)
	}
}

func (q *population) describe(id string) Population {
	members := slices.AppendSeq([]string{}, maps.Keys(q.members))
	slices.Sort(members)
	return Population{
		ID:         id,
		Generation: q.generation,
		Members:    members,
		Departed:   q.departed,
		Created:    q.created,
	}
}
