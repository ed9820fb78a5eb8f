package config

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"github.com/petri-lab/petri/supervisor"
)

// envPrefix begins the names of all variables that are ours.
const envPrefix = "PETRI_"

// FileEnv names the variable for a program that wants to be told by the
// environment which file to read. Environ leaves it alone.
const FileEnv = envPrefix + "CONFIG"

// Environ takes the variables that begin with PETRI_ from an environment, as
// os.Environ has it. One that is empty counts as not set. A bad value is an
// error, and so is a variable that is nearly a key's, or in a key's table;
// others are left alone, since an environment is shared: what begins with
// PETRI_ may be meant for somebody else. All errors are said at once.
func (s *Settings) Environ(environ []string) error {
	s.layer++
	names := map[string]string{} // of keys, by variable
	for _, k := range keys() {
		names[envName(k.name)] = k.name
	}
	var errs []error
	for _, pair := range slices.Sorted(slices.Values(environ)) {
		variable, value, _ := strings.Cut(pair, "=")
		if !strings.HasPrefix(variable, envPrefix) || value == "" || variable == FileEnv {
			continue
		}
		name, ok := names[variable]
		if !ok {
			if meant := nearly(variable, slices.Collect(maps.Keys(names))); meant != "" {
				errs = append(errs, fmt.Errorf("%s: %w: unknown variable (did you mean %s?)", variable, supervisor.ErrBadConfig, meant))
			}
			continue
		}
		if err := s.set(name, value, variable); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func envName(key string) string {
	return envPrefix + strings.ToUpper(strings.ReplaceAll(key, ".", "_"))
}

// nearly is the variable that is meant; "" if it is somebody else's.
func nearly(variable string, all []string) string {
	slices.Sort(all)
	best, at := "", 3
	for _, name := range append(all, FileEnv) {
		if d := levenshtein.ComputeDistance(variable, name); d < at {
			best, at = name, d
		}
	}
	for table := range tables(Keys()) {
		prefix := envName(table) + "_"
		if best == "" && strings.HasPrefix(variable, prefix) {
			best = prefix + "..."
		}
	}
	return best
}
