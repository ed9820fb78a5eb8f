package config

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

// Settings are what has been said so far, by layers. They are not safe for
// concurrent use while something is added.
type Settings struct {
	base     target
	layer    int // counts ReadFile, Environ and Set, in the order of the calls
	said     []assignment
	profiles map[string]genome.Profile
}

// An assignment is one value that somebody gave to a key.
type assignment struct {
	key    key
	value  reflect.Value
	origin string   // petri.toml:3:1, PETRI_LIMITS_MEMORY, --memory
	match  []string // of an override; nil: of everything
	layer  int
}

// New begins with what a program has decided on. Fields that are zero have the
// supervisor's defaults.
func New(c supervisor.Config, sandbox Sandbox) *Settings {
	return &Settings{base: target{Config: c, Sandbox: sandbox}, profiles: map[string]genome.Profile{}}
}

// Set gives a key a value as text. The origin is for errors and Entries: the
// name of a flag, say.
func (s *Settings) Set(name, value, origin string) error {
	s.layer++
	return s.set(name, value, origin)
}

func (s *Settings) set(name, value, origin string) error {
	k, ok := find(name)
	if !ok {
		return fmt.Errorf("%s: %w: unknown key %s%s", origin, supervisor.ErrBadConfig, name, didYouMean(name, Keys()))
	}
	v, err := k.fromText(value)
	if err != nil {
		return fmt.Errorf("%s: %w: %w", origin, supervisor.ErrBadConfig, err)
	}
	s.said = append(s.said, assignment{key: k, value: v, origin: origin, layer: s.layer})
	return nil
}

// resolve is what holds where the overrides do that are picked by their
// patterns. n says how many of the assignments count.
func (s *Settings) resolve(n int, picked func(match []string) bool) target {
	t := s.base
	some := slices.Clone(s.said[:n])
	// An override wins over what its own layer says of all sandboxes, not over
	// a later layer.
	slices.SortStableFunc(some, func(a, b assignment) int {
		if a.layer == b.layer && (a.match == nil) != (b.match == nil) {
			if a.match == nil {
				return -1
			}
			return 1
		}
		return a.layer - b.layer
	})
	for _, a := range some {
		if a.match == nil || picked(a.match) {
			reflect.ValueOf(&t).Elem().FieldByIndex(a.key.index).Set(a.value)
		}
	}
	return t
}

// matches tells whether one of the patterns fits a name, or its last element.
func matches(patterns []string, name string) bool {
	for _, p := range patterns {
		for _, n := range []string{name, path.Base(name)} {
			if ok, err := path.Match(p, n); err == nil && ok {
				return true
			}
		}
	}
	return false
}

// everywhere is what holds without any override.
func (s *Settings) everywhere() target {
	return s.resolve(len(s.said), func([]string) bool { return false })
}

// of is what holds for the sandbox, or genome, of a name.
func (s *Settings) of(name string) target {
	return s.resolve(len(s.said), func(match []string) bool { return matches(match, name) })
}

// Config is for supervisor.New.
func (s *Settings) Config() supervisor.Config { return s.everywhere().Config }

// Options are for supervisor.Create: those of the sandbox, or of the genome, of
// that name. Check has to have passed: a profile that does not exist allows
// nothing.
func (s *Settings) Options(name string) []supervisor.Option {
	return s.options(s.of(name))
}

func (s *Settings) options(t target) []supervisor.Option {
	profile, err := s.profile(t.Sandbox.Profile)
	if err != nil {
		profile = genome.Profile{Name: t.Sandbox.Profile}
	}
	options := []supervisor.Option{
		supervisor.WithLimits(t.Limits),
		supervisor.WithProfile(profile),
		supervisor.WithRestart(t.Sandbox.Restart),
	}
	if t.Sandbox.Seed != nil {
		options = append(options, supervisor.WithSeed(*t.Sandbox.Seed))
	}
	if t.Sandbox.Protected {
		options = append(options, supervisor.WithProtected())
	}
	return options
}

// profile finds one by name.
func (s *Settings) profile(name string) (genome.Profile, error) {
	if p, ok := s.profiles[name]; ok {
		return p, nil
	}
	p, err := genome.ProfileByName(name)
	if err != nil && len(s.profiles) > 0 {
		own := slices.Sorted(maps.Keys(s.profiles))
		return p, fmt.Errorf("%w, and of the configuration's own %s%s", err, strings.Join(own, ", "), didYouMean(name, own))
	}
	return p, err
}

// Check tells whether a supervisor would take all of this. The error names what
// is to blame, and wraps supervisor.ErrBadConfig.
func (s *Settings) Check() error {
	var errs []error
	for _, match := range s.contexts() {
		if err := s.checkAs(match, len(s.said)); err != nil {
			errs = append(errs, s.blame(match, err))
		}
	}
	// What is wrong for all sandboxes is so for those with overrides: say it
	// once.
	seen := map[string]bool{}
	errs = slices.DeleteFunc(errs, func(err error) bool {
		twice := seen[err.Error()]
		seen[err.Error()] = true
		return twice
	})
	return errors.Join(errs...)
}

// contexts are the patterns of the overrides, and nil for everything else.
func (s *Settings) contexts() [][]string {
	all := [][]string{nil}
	for _, a := range s.said {
		if a.match != nil && !slices.ContainsFunc(all, func(m []string) bool { return slices.Equal(m, a.match) }) {
			all = append(all, a.match)
		}
	}
	return all
}

// checkAs checks what holds where the overrides with these patterns, and no
// others, do.
func (s *Settings) checkAs(match []string, n int) error {
	t := s.resolve(n, func(m []string) bool { return slices.Equal(m, match) })
	if _, err := s.profile(t.Sandbox.Profile); err != nil {
		return fmt.Errorf("%w: %w", supervisor.ErrBadConfig, err)
	}
	return t.Check(s.options(t)...)
}

// blame says which assignment made the configuration what it is: the first
// after which the same error comes.
func (s *Settings) blame(match []string, err error) error {
	for n := range len(s.said) {
		if e := s.checkAs(match, n+1); e != nil && e.Error() == err.Error() {
			a := s.said[n]
			return fmt.Errorf("%s: %s: %w", a.origin, a.key.name, err)
		}
	}
	return err
}

// Said tells whether anybody gave a value to a key, or to one in the table of
// that name, for all sandboxes.
func (s *Settings) Said(name string) bool {
	return slices.ContainsFunc(s.said, func(a assignment) bool {
		return a.match == nil && (a.key.name == name || strings.HasPrefix(a.key.name, name+"."))
	})
}

// An Entry is one key, with the value that is in force for all sandboxes.
type Entry struct {
	Key    string
	Value  string // as it stands in a file; "" if it has none
	Origin string // who said so; "default"
}

// Entries lists every key, in the order in which a file has them.
func (s *Settings) Entries() ([]Entry, error) {
	t := s.everywhere()
	var err error
	if t.Config, err = t.WithDefaults(); err != nil {
		return nil, err
	}
	var all []Entry
	for _, k := range keys() {
		e := Entry{Key: k.name, Origin: "default"}
		if v := reflect.ValueOf(t).FieldByIndex(k.index); !v.IsZero() || !slices.Contains(hostDecides, k.name) {
			e.Value = k.encode(v)
		}
		for _, a := range s.said {
			if a.match == nil && a.key.name == k.name {
				e.Origin = a.origin
			}
		}
		all = append(all, e)
	}
	// Each table is one piece, and those of the top come first.
	order := map[string]int{"": -1}
	for i, e := range all {
		if _, ok := order[e.table()]; !ok {
			order[e.table()] = i
		}
	}
	slices.SortStableFunc(all, func(a, b Entry) int { return order[a.table()] - order[b.table()] })
	return all, nil
}

// table is the table that the key stands in; "" for the top.
func (e Entry) table() string {
	return e.Key[:max(strings.LastIndexByte(e.Key, '.'), 0)]
}
