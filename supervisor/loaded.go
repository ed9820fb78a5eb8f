package supervisor

import (
	"fmt"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/ipc/petripb"
)

// loaded is the genome of a sandbox: its modules with their histories, in the
// order in which they came, and the harness that is loaded beside them. The
// sandbox's mutex guards it; only the holder of the gate changes it.
type loaded struct {
	modules []*module
	harness *harness
}

type module struct {
	name    string
	main    bool
	history genome.History
}

type harness struct {
	name     string
	checksum string
}

func (l *loaded) find(name string) *module {
	for _, m := range l.modules {
		if m.name == name {
			return m
		}
	}
	return nil
}

// pick finds a module; an empty name is the only one.
func (l *loaded) pick(name string) (*module, error) {
	switch {
	case len(l.modules) == 0:
		return nil, ErrNoGenome
	case name == "" && len(l.modules) == 1:
		return l.modules[0], nil
	case name == "":
		return nil, fmt.Errorf("%w: the genome has %d: name one of %v", ErrNoModule, len(l.modules), l.names())
	}
	if m := l.find(name); m != nil {
		return m, nil
	}
	return nil, fmt.Errorf("%w: %.100q: the genome has %v", ErrNoModule, name, l.names())
}

func (l *loaded) names() []string {
	names := make([]string, len(l.modules))
	for i, m := range l.modules {
		names[i] = m.name
	}
	return names
}

// sources are the current versions' sources, under their names.
func (l *loaded) sources() genome.Genome {
	g := make(genome.Genome, 0, len(l.modules))
	for _, m := range l.modules {
		if v, ok := m.history.Current(); ok {
			src := v.Module
			src.Name = m.name
			g = append(g, src)
		}
	}
	return g
}

// serving is the version of g's first module if every module of g serves
// already as it is, else 0. A module without a name is compared with all, as
// its package clause is in its text.
func (l *loaded) serving(g genome.Genome) (first int) {
	for i, src := range g {
		sum, version := src.Checksum(), 0
		for _, m := range l.modules {
			v, _ := m.history.Current()
			if (src.Name == "" || src.Name == m.name) && v.Checksum == sum {
				version = v.Number
			}
		}
		if version == 0 {
			return 0
		}
		if i == 0 {
			first = version
		}
	}
	return first
}

// versionsFor is the table for Migrate: what serves, and what each module
// becomes once those of g are loaded. next numbers a module that changes; one
// whose source stays the same keeps its version.
func (l *loaded) versionsFor(g genome.Genome, next func(*module) int) []*petripb.ModuleVersion {
	var table []*petripb.ModuleVersion
	for _, m := range l.modules {
		v, _ := m.history.Current()
		row := &petripb.ModuleVersion{
			Name: m.name, Serving: int64(v.Number), Next: int64(v.Number), UnnamedNext: int64(v.Number),
		}
		for _, src := range g {
			if src.Checksum() == v.Checksum {
				continue
			}
			switch src.Name {
			case m.name:
				row.Next = int64(next(m))
			case "":
				row.UnnamedNext = int64(next(m))
			}
		}
		table = append(table, row)
	}
	return table
}

// nextVersion is the number that a new version of m will have.
func nextVersion(m *module) int { return m.history.Summary().TotalVersions + 1 }

// accept records that the modules of g serve. names are what the worker calls
// them, main which of them are a package main. It returns the version of the
// first.
func (l *loaded) accept(g genome.Genome, names []string, main map[string]bool, now time.Time) (first genome.Version) {
	for i, src := range g {
		m := l.find(names[i])
		if m == nil {
			m = &module{name: names[i]}
			l.modules = append(l.modules, m)
		}
		m.main = main[m.name]
		src.Name = m.name
		if v, ok := m.history.Current(); !ok || v.Checksum != src.Checksum() {
			m.history.Add(src, now)
		}
		if i == 0 {
			first, _ = m.history.Current()
		}
	}
	return first
}
