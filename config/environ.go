package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/petri-lab/petri/supervisor"
)

// envPrefix begins the names of all variables that are ours.
const envPrefix = "PETRI_"

// FileEnv names the variable for a program that wants to be told by the
// environment which file to read. Environ leaves it alone.
const FileEnv = envPrefix + "CONFIG"

// notSettings are the beginnings of variables that say how this repository is
// tested.
var notSettings = []string{"PETRI_TEST_", "PETRI_VM_", "PETRI_IN_VM", "PETRI_REQUIRE_ALL", "PETRI_UPDATE_DOCS", "PETRI_CGROUP_ROLE"}

// Environ takes the variables that begin with PETRI_ from an environment, as
// os.Environ has it. One that is empty counts as not set; one that names no key
// is an error, as is a bad value; all of them are said at once.
func (s *Settings) Environ(environ []string) error {
	s.layer++
	names := map[string]string{} // of keys, by variable
	for _, k := range keys() {
		names[envName(k.name)] = k.name
	}
	var errs []error
	for _, pair := range slices.Sorted(slices.Values(environ)) {
		variable, value, _ := strings.Cut(pair, "=")
		if !strings.HasPrefix(variable, envPrefix) || value == "" || variable == FileEnv ||
			slices.ContainsFunc(notSettings, func(p string) bool { return strings.HasPrefix(variable, p) }) {
			continue
		}
		name, ok := names[variable]
		if !ok {
			errs = append(errs, fmt.Errorf("%s: %w: unknown variable%s", variable, supervisor.ErrBadConfig, suggestVariable(variable)))
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

// suggestVariable compares as if the variable were a key.
func suggestVariable(variable string) string {
	all := []string{strings.ToLower(FileEnv)}
	for _, name := range Keys() {
		all = append(all, strings.ToLower(envName(name)))
	}
	return upper(didYouMean(variable, all))
}
