package config

import (
	"encoding"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/supervisor"
)

// A Sandbox is what sandboxes are made with, besides their limits.
type Sandbox struct {
	Profile   string // strict, standard, trusted or a name from the file's profiles
	Seed      *uint64
	Restart   supervisor.RestartPolicy
	Protected bool
}

// DefaultSandbox is what supervisor.Create uses where no option says otherwise.
func DefaultSandbox() Sandbox {
	return Sandbox{Profile: "standard", Restart: supervisor.DefaultRestart()}
}

// A target is what keys are paths in.
type target struct {
	supervisor.Config
	Sandbox Sandbox
}

// A key is one field that text can set.
type key struct {
	name  string // limits.memory
	index []int  // of the field in target, for reflect
	kind  kind
	typ   reflect.Type
}

// A kind says how a field is written.
type kind int

const (
	unsupported kind = iota
	boolean
	integer // signed or not
	float
	bytes
	duration
	word  // a string
	words // a list of strings
	text  // what unmarshals itself
)

// codeOnly lists the fields that text cannot set, and why not.
var codeOnly = map[string]string{
	"clock":  "a clock is code",
	"random": "so is what draws numbers",

	"audit.sink": "it is an open file, or the like",
}

// sizes lists the integers that count bytes.
var sizes = []string{"limits.memory", "limits.output", "limits.output_tail", "caps.file_bytes", "caps.total_bytes"}

// meaning lists the words for numbers that do not say what they mean. A number
// that is zero is otherwise refused, as it would stand for the default.
var meaning = map[string]map[string]int64{
	"limits.cpu":            {"none": 0},
	"limits.steps":          {"none": 0},
	"gc.interval":           {"off": -1},
	"gc.retain_generations": {"all": -1},
	"gc.idle_ttl":           {"none": 0},
	"health.interval":       {"off": -1},
	"monitor.interval":      {"off": -1},
	"pool.max":              {"off": -1},
}

// plainZeros lists the numbers with another default that may be zero.
var plainZeros = []string{"sandbox.restart.max"}

// hostDecides lists the numbers whose zero stands for what only a supervisor on
// its host finds out.
var hostDecides = []string{"uids.base", "uids.count"}

// choices lists the values of the strings that have a type of their own.
func choices(t reflect.Type) []string {
	switch t {
	case reflect.TypeFor[jail.Guarantee]():
		return names(jail.Guarantees())
	case reflect.TypeFor[jail.Layer]():
		return names(jail.Layers())
	case reflect.TypeFor[supervisor.AuditLevel]():
		return names(supervisor.AuditLevels())
	case reflect.TypeFor[supervisor.RestartWhen]():
		return names([]supervisor.RestartWhen{supervisor.RestartAlways, supervisor.RestartOnFailure, supervisor.RestartNever})
	}
	return nil
}

func names[S ~string](all []S) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = string(s)
	}
	return out
}

// keys lists every key, in the order of the fields.
func keys() []key {
	var all []key
	collect(&all, reflect.TypeFor[target](), "", nil)
	return all
}

// Keys lists the names of all keys.
func Keys() []string {
	var all []string
	for _, k := range keys() {
		all = append(all, k.name)
	}
	return all
}

func collect(all *[]key, t reflect.Type, prefix string, index []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		at := append(slices.Clone(index), i)
		if f.Anonymous {
			collect(all, f.Type, prefix, at)
			continue
		}
		if !f.IsExported() {
			continue
		}
		name := prefix + keyName(f.Name)
		if _, ok := codeOnly[name]; ok {
			continue
		}
		if f.Type.Kind() == reflect.Struct && !unmarshals(f.Type) {
			collect(all, f.Type, name+".", at)
			continue
		}
		*all = append(*all, key{name: name, index: at, kind: kindOf(name, f.Type), typ: f.Type})
	}
}

func unmarshals(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

func kindOf(name string, t reflect.Type) kind {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case unmarshals(t):
		return text
	case t == reflect.TypeFor[time.Duration]():
		return duration
	case slices.Contains(sizes, name):
		return bytes
	}
	switch t.Kind() {
	case reflect.Bool:
		return boolean
	case reflect.Int, reflect.Int64, reflect.Int32, reflect.Uint, reflect.Uint64, reflect.Uint32:
		return integer
	case reflect.Float64:
		return float
	case reflect.String:
		return word
	case reflect.Slice:
		if t.Elem().Kind() == reflect.String {
			return words
		}
	}
	return unsupported
}

// keyName is a field's name as people write keys: MaxSandboxes is
// max_sandboxes, IdleTTL idle_ttl, UIDs uids.
func keyName(field string) string {
	runes := []rune(strings.ReplaceAll(field, "UIDs", "Uids"))
	var b strings.Builder
	for i, r := range runes {
		if i > 0 && unicode.IsUpper(r) &&
			(unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// find is the key of a name.
func find(name string) (key, bool) {
	all := keys()
	i := slices.IndexFunc(all, func(k key) bool { return k.name == name })
	if i < 0 {
		return key{}, false
	}
	return all[i], true
}

// overridable tells how a key is called within an override, and whether it may
// stand there: limits, and what is in the table sandbox.
func (k key) overridable() (string, bool) {
	if name, ok := strings.CutPrefix(k.name, "sandbox."); ok {
		return name, true
	}
	return k.name, strings.HasPrefix(k.name, "limits.")
}
