package genome

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"
)

// MaxVersions is how many versions of a module a History keeps.
const MaxVersions = 10

// ErrNoVersion says that a History does not hold the version asked for: it
// never existed, or newer ones displaced it.
var ErrNoVersion = errors.New("no such version")

// A Version is one state of a module that was accepted. In JSON it is its
// metadata, without sources.
type Version struct {
	Number   int       `json:"version"`
	Checksum string    `json:"checksum"`
	Parent   int       `json:"parent,omitempty"` // the version that was current before; 0 for none
	Time     time.Time `json:"time"`
	Module   Module    `json:"-"` // shared with the History: read only
}

// A Summary describes a History as a whole.
type Summary struct {
	CurrentVersion int       `json:"current_version"` // 0 for none
	TotalVersions  int       `json:"total_versions"`  // how many there ever were, kept or not
	Versions       []Version `json:"versions"`        // those kept, ascending
}

// A History keeps the newest MaxVersions versions of one module and which of
// them is current. Record a version only once it has been accepted: there is no
// taking back. The zero value is an empty history.
//
// A History is not safe for concurrent use.
type History struct {
	versions []Version // ascending by Number
	last     int       // highest number ever given
	current  int       // number of the current version, 0 for none
}

// Add records m as a new version and makes it current. Its number is one more
// than the highest ever, also after a rollback; its parent is the version that
// was current. The history keeps a copy of m.
func (h *History) Add(m Module, now time.Time) Version {
	h.last++
	v := Version{
		Number:   h.last,
		Checksum: m.Checksum(),
		Parent:   h.current,
		Time:     now,
		Module:   m.Clone(),
	}
	h.versions = append(h.versions, v)
	h.current = v.Number
	// The current version is the newest at this moment, so that dropping the
	// oldest cannot drop it. Rollback drops nothing.
	if extra := len(h.versions) - MaxVersions; extra > 0 {
		h.versions = slices.Delete(h.versions, 0, extra)
	}
	return v
}

// Current returns the current version; ok is false for an empty history.
func (h *History) Current() (v Version, ok bool) {
	v, err := h.Get(h.current)
	return v, err == nil
}

// Get returns version n. The error wraps ErrNoVersion.
func (h *History) Get(n int) (Version, error) {
	i, ok := slices.BinarySearchFunc(h.versions, n, func(v Version, n int) int { return cmp.Compare(v.Number, n) })
	if !ok {
		return Version{}, fmt.Errorf("%w: %d (%s)", ErrNoVersion, n, h.kept())
	}
	return h.versions[i], nil
}

// Versions returns the versions kept, ascending by number. The slice is the
// caller's.
func (h *History) Versions() []Version { return slices.Clone(h.versions) }

// Rollback makes version n current. It makes no new version. The error wraps
// ErrNoVersion, and then nothing has changed.
func (h *History) Rollback(n int) (Version, error) {
	v, err := h.Get(n)
	if err != nil {
		return Version{}, err
	}
	h.current = n
	return v, nil
}

// Summary describes the history.
func (h *History) Summary() Summary {
	return Summary{CurrentVersion: h.current, TotalVersions: h.last, Versions: h.Versions()}
}

// kept says which versions there are.
func (h *History) kept() string {
	if len(h.versions) == 0 {
		return "none kept"
	}
	return fmt.Sprintf("kept: %d to %d", h.versions[0].Number, h.last)
}
