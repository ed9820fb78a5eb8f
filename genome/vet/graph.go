package vet

import (
	"errors"
	"maps"
	"slices"
	"strings"
)

// ErrCycle says that modules import one another in a circle.
var ErrCycle = errors.New("import cycle")

// A CycleError names one circle of imports. Path begins and ends with the same
// module. It wraps ErrCycle.
type CycleError struct {
	Path []string
}

func (e *CycleError) Error() string { return ErrCycle.Error() + ": " + strings.Join(e.Path, " -> ") }

func (e *CycleError) Unwrap() error { return ErrCycle }

// Order returns the keys of imports, which maps each module to what it imports,
// such that every module comes after those that it imports. The same input
// always gives the same order. Imports that are not keys are ignored: they are
// standard packages, or somebody else's error. The error is a *CycleError.
func Order(imports map[string][]string) ([]string, error) {
	w := orderer{
		imports: imports,
		state:   make(map[string]visit, len(imports)),
		order:   make([]string, 0, len(imports)),
	}
	for _, name := range slices.Sorted(maps.Keys(imports)) {
		if err := w.visit(name); err != nil {
			return nil, err
		}
	}
	return w.order, nil
}

type visit int

const (
	unseen visit = iota
	open         // on the path from the root to here
	done
)

type orderer struct {
	imports map[string][]string
	state   map[string]visit
	path    []string
	order   []string
}

// visit places name after what it imports. It recurses no deeper than there
// are modules.
func (w *orderer) visit(name string) error {
	switch w.state[name] {
	case done:
		return nil
	case open:
		start := slices.Index(w.path, name)
		return &CycleError{Path: append(slices.Clone(w.path[start:]), name)}
	}
	w.state[name] = open
	w.path = append(w.path, name)
	for _, imported := range slices.Sorted(slices.Values(w.imports[name])) {
		if _, ok := w.imports[imported]; !ok {
			continue
		}
		if err := w.visit(imported); err != nil {
			return err
		}
	}
	w.path = w.path[:len(w.path)-1]
	w.state[name] = done
	w.order = append(w.order, name)
	return nil
}
