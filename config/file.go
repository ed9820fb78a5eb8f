package config

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/petri-lab/petri/supervisor"
)

// maxFile bounds a configuration's bytes.
const maxFile = 256 << 10

// ReadFile takes the settings of a TOML file.
func (s *Settings) ReadFile(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("configuration: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return fmt.Errorf("configuration: %w", err)
	}
	if len(data) > maxFile {
		return fmt.Errorf("%s: %w: larger than %d bytes", name, supervisor.ErrBadConfig, maxFile)
	}
	return s.Parse(name, data)
}

// Parse takes the settings of a TOML document, which errors call name.
func (s *Settings) Parse(name string, data []byte) error {
	s.layer++
	var top map[string]any
	if err := toml.Unmarshal(data, &top); err != nil {
		at := name
		if where := (*toml.DecodeError)(nil); errors.As(err, &where) {
			line, column := where.Position()
			at = place{line, column}.in(name)
		}
		return fmt.Errorf("%s: %w: %w", at, supervisor.ErrBadConfig, err)
	}
	f := &file{settings: s, name: name, at: locate(data)}
	f.top(top)
	slices.SortStableFunc(f.problems, func(a, b problem) int {
		return cmp.Or(a.at.line-b.at.line, a.at.column-b.at.column)
	})
	errs := make([]error, len(f.problems))
	for i, p := range f.problems {
		errs[i] = fmt.Errorf("%s: %w: %w", p.at.in(name), supervisor.ErrBadConfig, p.err)
	}
	return errors.Join(errs...)
}

// A file is one that is being read.
type file struct {
	settings *Settings
	name     string
	at       map[string]place
	problems []problem
}

type problem struct {
	at  place
	err error
}

func (f *file) problem(where []string, format string, args ...any) {
	f.problems = append(f.problems, problem{f.at[join(where...)], fmt.Errorf(format, args...)})
}

// The tables that are not keys.
const (
	overrideTable = "override"
	profilesTable = "profiles"
)

func (f *file) top(top map[string]any) {
	byName := map[string]key{}
	for _, k := range keys() {
		byName[k.name] = k
	}
	// Profiles come first: others name them.
	if given, ok := top[profilesTable]; ok {
		f.profiles(given)
	}
	if given, ok := top[overrideTable]; ok {
		f.overrides(given)
	}
	rest := maps.Clone(top)
	delete(rest, profilesTable)
	delete(rest, overrideTable)
	f.table(rest, nil, nil, byName, nil)
}

// table takes the keys of a table, whose path in the file is where, and whose
// own name among the keys is within.
func (f *file) table(t map[string]any, where, within []string, byName map[string]key, match []string) {
	for _, name := range f.inOrder(t, where) {
		at, path := append(slices.Clone(where), name), append(slices.Clone(within), name)
		full := strings.Join(path, ".")
		k, known := byName[full]
		below, isTable := t[name].(map[string]any)
		switch {
		case known:
			v, err := k.decode(t[name])
			if err != nil {
				f.problem(at, "%s: %w", full, err)
				continue
			}
			f.settings.said = append(f.settings.said, assignment{
				key: k, value: v, origin: f.at[join(at...)].in(f.name), match: match, layer: f.settings.layer,
			})
		case isTable && hasTable(byName, full):
			f.table(below, at, path, byName, match)
		case hasTable(byName, full):
			f.problem(at, "%s is a table: want [%s] and its keys", full, full)
		default:
			all := slices.Collect(maps.Keys(byName))
			all = slices.AppendSeq(all, maps.Keys(tables(all)))
			if match == nil {
				all = append(all, overrideTable, profilesTable)
			}
			slices.Sort(all)
			f.problem(at, "unknown key %s%s", full, didYouMean(full, all))
		}
	}
}

// inOrder are the keys of a table in the order of the file.
func (f *file) inOrder(t map[string]any, where []string) []string {
	return slices.SortedFunc(maps.Keys(t), func(a, b string) int {
		x, y := f.at[join(append(slices.Clone(where), a)...)], f.at[join(append(slices.Clone(where), b)...)]
		return cmp.Or(x.line-y.line, x.column-y.column, cmp.Compare(a, b))
	})
}

func hasTable(byName map[string]key, name string) bool {
	for k := range byName {
		if strings.HasPrefix(k, name+".") {
			return true
		}
	}
	return false
}

// tables are the names before the last dot.
func tables(keys []string) map[string]bool {
	found := map[string]bool{}
	for _, name := range keys {
		if i := strings.LastIndexByte(name, '.'); i > 0 {
			found[name[:i]] = true
		}
	}
	return found
}

// overrides takes what holds for some sandboxes.
func (f *file) overrides(given any) {
	byName := map[string]key{}
	for _, k := range keys() {
		if name, ok := k.overridable(); ok {
			byName[name] = k
		}
	}
	list, ok := given.([]any)
	if !ok {
		f.problem([]string{overrideTable}, "%s is an array of tables: want [[%s]]", overrideTable, overrideTable)
		return
	}
	for i, item := range list {
		where := []string{overrideTable, element(i)}
		t, ok := item.(map[string]any)
		if !ok {
			f.problem(where, "%s: want tables", overrideTable)
			continue
		}
		match, err := patterns(t["match"])
		if err != nil {
			at := where
			if _, ok := t["match"]; ok {
				at = append(where, "match")
			}
			f.problem(at, "match: %w", err)
			continue
		}
		t = maps.Clone(t)
		delete(t, "match")
		f.noZeros(t, where, byName)
		f.table(t, where, nil, byName, match)
	}
}

// noZeros refuses what an override cannot say: a limit of zero stands for that
// of all sandboxes.
func (f *file) noZeros(t map[string]any, where []string, byName map[string]key) {
	limits, ok := t["limits"].(map[string]any)
	if !ok {
		return
	}
	for name, given := range limits {
		k, ok := byName["limits."+name]
		if !ok {
			continue
		}
		if v, err := k.decode(given); err == nil && v.IsZero() {
			f.problem(append(slices.Clone(where), "limits", name), "limits.%s: an override cannot lift a limit: want a value of its own", name)
		}
	}
}

// patterns reads the value of match: a pattern or a list of them.
func patterns(given any) ([]string, error) {
	if one, ok := given.(string); ok {
		given = []any{one}
	}
	list, ok := given.([]any)
	if !ok || len(list) == 0 {
		return nil, errors.New(`want the sandboxes that it is for, such as "elite-*" or ["a", "b-*"]`)
	}
	var all []string
	for _, item := range list {
		p, ok := item.(string)
		if !ok || p == "" {
			return nil, fmt.Errorf("%v is no pattern", item)
		}
		if _, err := path.Match(p, "x"); err != nil {
			return nil, fmt.Errorf("%.100q: %w", p, err)
		}
		all = append(all, p)
	}
	return all, nil
}

// fields lists the booleans of a struct by key.
func fields(v reflect.Value) map[string]reflect.Value {
	all := map[string]reflect.Value{}
	for i := range v.NumField() {
		if v.Field(i).Kind() == reflect.Bool {
			all[keyName(v.Type().Field(i).Name)] = v.Field(i)
		}
	}
	return all
}
