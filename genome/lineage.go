package genome

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// What a Lineage may say.
const (
	MaxParents    = 2
	MaxGeneration = 1<<31 - 1
)

// Errors about a Lineage. Each comes with ErrBadLineage, so that one test finds
// them all.
var (
	ErrBadLineage    = errors.New("bad lineage")
	ErrUnknownParent = errors.New("unknown parent")
	ErrLineageCycle  = errors.New("an individual among its own ancestors")
	ErrBadGeneration = errors.New("generation does not fit")
)

// A Lineage says where an individual comes from, in its engine's words.
type Lineage struct {
	// Generation counts from 0. It is above that of every parent.
	Generation int `json:"generation"`
	// Parents are the ids of none (a founder), one (mutation, copy) or two
	// (crossover). Both may be the same one.
	Parents []string `json:"parents,omitempty"`
	// Mutation names the operator that made it: "crossover", "llm/rewrite".
	// It is empty, or 1 to 64 letters, digits, '.', '_', ':', '/', '+' and
	// '-', beginning with a letter.
	Mutation string `json:"mutation_type,omitempty"`
}

// maxMutation is how long the name of an operator may be.
const maxMutation = 64

func validMutation(name string) bool {
	for i, c := range []byte(name) {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if !letter && (i == 0 || (c < '0' || '9' < c) && !strings.ContainsRune("._:/+-", rune(c))) {
			return false
		}
	}
	return 0 < len(name) && len(name) <= maxMutation
}

// Clone returns a copy that shares nothing with l.
func (l Lineage) Clone() Lineage {
	l.Parents = slices.Clone(l.Parents)
	return l
}

// Validate checks what can be said of an individual's lineage without knowing
// any other individual. The error wraps ErrBadLineage.
func (l Lineage) Validate(id string) error {
	switch {
	case l.Generation < 0 || l.Generation > MaxGeneration:
		return fmt.Errorf("%w: %w: %d: between 0 and %d", ErrBadLineage, ErrBadGeneration, l.Generation, MaxGeneration)
	case len(l.Parents) > MaxParents:
		return fmt.Errorf("%w: %d parents: at most %d", ErrBadLineage, len(l.Parents), MaxParents)
	case len(l.Parents) > 0 && l.Generation == 0:
		return fmt.Errorf("%w: %w: 0, with parents: theirs is at least 0, and it must be above", ErrBadLineage, ErrBadGeneration)
	case l.Mutation != "" && !validMutation(l.Mutation):
		return fmt.Errorf("%w: mutation type %.100q: 1 to 64 letters, digits, '.', '_', ':', '/', '+' and '-', beginning with a letter", ErrBadLineage, l.Mutation)
	case slices.Contains(l.Parents, id):
		return fmt.Errorf("%w: %w: %.100q is named as its own parent: give the child an id of its own", ErrBadLineage, ErrLineageCycle, id)
	}
	return nil
}

// A Record is what is remembered of one individual, alive or dead. Its JSON is
// one line of an export.
type Record struct {
	// Serial is the individual's number, in the order of birth: unlike an id,
	// which can be used again after a death, it means one individual for ever.
	Serial uint64 `json:"serial"`
	ID     string `json:"id"`
	Lineage
	// ParentSerials are those of Parents, in their order. One that is in no
	// record any more is where knowledge ends.
	ParentSerials []uint64 `json:"parent_serials,omitempty"`
	// Depth is the length of the longest path to a founder, whose own is 0.
	Depth int `json:"lineage_depth"`
	// Checksum is that of the last genome that served; empty if none did.
	Checksum string `json:"checksum,omitempty"`
	// Score is the last fitness of that genome; nil if none was recorded.
	Score   *float64  `json:"score,omitempty"`
	Cause   string    `json:"cause,omitempty"` // of death
	Created time.Time `json:"created"`
	Died    time.Time `json:"died,omitzero"` // zero while it lives
}

// Alive tells whether the individual had not died when the record was read.
func (r *Record) Alive() bool { return r.Died.IsZero() }
