package supervisor

import (
	"fmt"
	"maps"
	"math"
	"time"
	"unicode"
	"unicode/utf8"
)

// A Fitness is what an evaluation found. Petri keeps the current one of each
// sandbox, and the last score in the individual's record; a history of them is
// the engine's.
type Fitness struct {
	Score float64 `json:"score"`
	// Components are what the score is made of, by name: at most MaxComponents,
	// each name 1 to MaxComponentName bytes of printable text.
	Components  map[string]float64 `json:"components,omitempty"`
	EvaluatedAt time.Time          `json:"evaluated_at"` // given as zero: now
	// Checksum names the genome that was evaluated, as Run's Result does: all
	// its modules. Given as empty, it is the one that serves.
	Checksum string `json:"checksum,omitempty"`
}

// Bounds of Fitness.Components.
const (
	MaxComponents    = 1024
	MaxComponentName = 128
)

// RecordFitness makes f the sandbox's current fitness. Run does that by itself
// where its verdict is OK. It never waits for a run.
//
// Another genome has another fitness: a reload or rollback that changes what
// serves leaves the sandbox without one. A restart, or a reload that changes
// nothing, does not.
//
// The error wraps ErrBadFitness if a number is NaN or infinite, a component's
// name is not one, or Checksum is not that of the genome that serves;
// ErrNoGenome; or ErrDestroyed.
func (b *Sandbox) RecordFitness(f Fitness) error {
	return b.recordFitness(f, Metadata{SandboxID: b.id})
}

// recordFitness also says so, with what is known of how it was found.
func (b *Sandbox) recordFitness(f Fitness, md Metadata) error {
	if problem := f.problem(); problem != "" {
		return fmt.Errorf("sandbox %s: %w: %s", b.id, ErrBadFitness, problem)
	}
	f.Components = maps.Clone(f.Components)
	if f.EvaluatedAt.IsZero() {
		f.EvaluatedAt = time.Now()
	}
	if err := b.setFitness(&f); err != nil {
		return err
	}
	md.Checksum = f.Checksum
	b.sup.bus.emit(EventFitness, Measurements{Score: &f.Score, Components: len(f.Components)}, b.about(md))
	return nil
}

func (b *Sandbox) setFitness(f *Fitness) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case b.ctx.Err() != nil:
		return fmt.Errorf("%w: %s", ErrDestroyed, b.id)
	case b.checksum == "":
		return fmt.Errorf("sandbox %s: %w", b.id, ErrNoGenome)
	case f.Checksum == "":
		f.Checksum = b.checksum
	case f.Checksum != b.checksum:
		return fmt.Errorf("sandbox %s: %w: it is that of %.100s, and %s serves", b.id, ErrBadFitness, f.Checksum, b.checksum)
	}
	b.fitness = f
	b.used()
	b.sup.lineage.scored(b.serial, f.Score)
	return nil
}

// Fitness is the sandbox's current fitness; ok is false if its genome has none.
func (b *Sandbox) Fitness() (f Fitness, ok bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if b.fitness == nil {
		return f, false
	}
	return b.fitness.clone(), true
}

func (f *Fitness) clone() Fitness {
	c := *f
	c.Components = maps.Clone(f.Components)
	return c
}

// genomeChanged notes what serves, after it may have changed. The caller holds
// b.mu.
func (b *Sandbox) genomeChanged() {
	sum := checksumOf(b.genome.sources())
	if sum == b.checksum {
		return
	}
	b.checksum, b.fitness = sum, nil
	b.sup.lineage.loaded(b.serial, sum)
}

// problem says what is wrong with f; "" if nothing is.
func (f *Fitness) problem() string {
	if !finite(f.Score) {
		return fmt.Sprintf("the score is %v, which is no score", f.Score)
	}
	return componentsProblem(f.Components)
}

func componentsProblem(components map[string]float64) string {
	if len(components) > MaxComponents {
		return fmt.Sprintf("%d components: at most %d", len(components), MaxComponents)
	}
	for name, v := range components {
		switch {
		case !validComponent(name):
			return fmt.Sprintf("component %.100q: a name has 1 to %d bytes of printable text", name, MaxComponentName)
		case !finite(v):
			return fmt.Sprintf("component %.100s is %v, which is no score", name, v)
		}
	}
	return ""
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

func validComponent(name string) bool {
	if len(name) == 0 || len(name) > MaxComponentName || !utf8.ValidString(name) {
		return false
	}
	for _, r := range name {
		if !unicode.IsPrint(r) {
			return false
		}
	}
	return true
}
