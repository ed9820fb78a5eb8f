package config

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/petri-lab/petri/genome"
)

// profiles takes the custom ones.
func (f *file) profiles(given any) {
	table, ok := given.(map[string]any)
	if !ok {
		f.problem([]string{profilesTable}, "%s is a table: want [%s.NAME]", profilesTable, profilesTable)
		return
	}
	for _, name := range f.inOrder(table, []string{profilesTable}) {
		where := []string{profilesTable, name}
		keys, ok := table[name].(map[string]any)
		if !ok {
			f.problem(where, "a profile is a table: want [%s.NAME]", profilesTable)
			continue
		}
		if _, err := genome.ProfileByName(name); err == nil {
			f.problem(where, "profile %s is there already: a custom one needs a name of its own", name)
			continue
		}
		before := len(f.problems)
		p := f.profile(name, keys, where)
		if err := p.Validate(); err != nil && len(f.problems) == before {
			f.problem(where, "%w", err)
		}
		f.settings.profiles[name] = p
	}
}

// profile makes one out of its keys.
func (f *file) profile(name string, keys map[string]any, where []string) genome.Profile {
	var p genome.Profile
	if base, ok := keys["base"]; ok {
		text, _ := base.(string)
		var err error
		if p, err = genome.ProfileByName(text); err != nil {
			f.problem(append(where, "base"), "base: %w", err)
		}
	}
	p.Name = name
	switches := fields(reflect.ValueOf(&p).Elem())
	known := append([]string{"base", "imports", "without"}, slices.Collect(maps.Keys(switches))...)
	slices.Sort(known)
	for _, k := range f.inOrder(keys, where) {
		at := append(slices.Clone(where), k)
		switch field, isSwitch := switches[k]; {
		case isSwitch:
			on, ok := keys[k].(bool)
			if !ok {
				f.problem(at, "%s: %s: want true or false", k, show(keys[k]))
			}
			field.SetBool(on)
		case k == "imports" || k == "without":
			list, err := imports(keys[k])
			if err == nil && k == "without" {
				err = missing(p, keys, list)
			}
			if err != nil {
				f.problem(at, "%s: %w", k, err)
			}
		case k != "base":
			f.problem(at, "unknown key %s of a profile%s", k, didYouMean(k, known))
		}
	}
	more, _ := imports(keys["imports"])
	less, _ := imports(keys["without"])
	p.Imports = slices.DeleteFunc(append(p.Imports, more...), func(path string) bool { return slices.Contains(less, path) })
	slices.Sort(p.Imports)
	p.Imports = slices.Compact(p.Imports)
	return p
}

// imports reads a list of packages.
func imports(given any) ([]string, error) {
	list, ok := given.([]any)
	if !ok && given != nil {
		return nil, errors.New("want a list of packages")
	}
	var all []string
	for _, item := range list {
		path, ok := item.(string)
		if !ok {
			return nil, fmt.Errorf("%v: want the import path of a package", item)
		}
		all = append(all, path)
	}
	return all, nil
}

// missing tells whether something is taken away that is not there.
func missing(p genome.Profile, keys map[string]any, without []string) error {
	more, _ := imports(keys["imports"])
	for _, path := range without {
		if !slices.Contains(p.Imports, path) && !slices.Contains(more, path) {
			return fmt.Errorf("%.100q is not in the list that it is taken from%s", path, didYouMean(path, p.Imports))
		}
	}
	return nil
}
