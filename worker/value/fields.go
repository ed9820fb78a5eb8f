package value

import (
	"reflect"
	"slices"
	"strings"

	"github.com/petri-lab/petri/worker/engine"
)

// A field is one name in the JSON object of a struct.
type field struct {
	name      string
	index     []int // path through embedded structs
	typ       reflect.Type
	tagged    bool // the name comes from a json tag
	omitEmpty bool
	omitZero  bool
	quoted    bool // the string option: a scalar inside a JSON string
}

// A fieldCache holds the fields of struct types for the time of one call.
// Nothing is kept for longer: every reload brings new types, and a cache of
// them would never shrink.
type fieldCache map[reflect.Type][]field

func (c *fieldCache) of(t reflect.Type) []field {
	if fields, ok := (*c)[t]; ok {
		return fields
	}
	fields := dominant(collect(t, nil, nil))
	if *c == nil {
		*c = make(fieldCache)
	}
	(*c)[t] = fields
	return fields
}

// collect lists the fields of a struct type and of those embedded in it. It
// stops where a type embeds itself.
func collect(t reflect.Type, index []int, outer []reflect.Type) []field {
	if slices.Contains(outer, t) {
		return nil
	}
	outer = append(slices.Clip(outer), t)
	var all []field
	for i := range t.NumField() {
		sf := t.Field(i)
		at := append(slices.Clip(index), i)
		if _, hidden := sf.Tag.Lookup(engine.UnexportedTag); hidden {
			continue
		}
		tag := sf.Tag.Get("json")
		if tag == "-" {
			continue
		}
		name, options, _ := strings.Cut(tag, ",")
		_, marked := sf.Tag.Lookup(engine.EmbeddedTag)
		if (sf.Anonymous || marked) && name == "" {
			if e, ok := embedded(sf); ok {
				all = append(all, collect(e, at, outer)...)
				continue
			}
		}
		if !sf.IsExported() {
			continue
		}
		all = append(all, newField(sf, at, name, options))
	}
	return all
}

func newField(sf reflect.StructField, index []int, name, options string) field {
	f := field{name: name, index: index, typ: sf.Type, tagged: name != ""}
	if name == "" {
		f.name = sf.Name
	}
	for option := range strings.SplitSeq(options, ",") {
		switch option {
		case "omitempty":
			f.omitEmpty = true
		case "omitzero":
			f.omitZero = true
		case "string":
			f.quoted = scalar(sf.Type)
		}
	}
	return f
}

// embedded returns the struct type that an embedded field promotes fields of.
func embedded(sf reflect.StructField) (reflect.Type, bool) {
	t := sf.Type
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t, t.Kind() == reflect.Struct && !hasMethods(t)
}

// dominant applies Go's rule for promoted fields: of those with the same name
// the shallowest counts; among several such, the one that has its name from a
// tag; else none.
func dominant(all []field) []field {
	best := make(map[string]int, len(all)) // name to index in all, -1 for none
	for i, f := range all {
		j, seen := best[f.name]
		if !seen {
			best[f.name] = i
			continue
		}
		switch c := compare(f, all[j]); {
		case c < 0:
			best[f.name] = i
		case c == 0:
			// Remember the depth, but let nobody have the name.
			all[j].typ = nil
		}
	}
	var fields []field
	for i, f := range all {
		if best[f.name] == i && f.typ != nil {
			fields = append(fields, f)
		}
	}
	return fields
}

// compare is negative if a hides b, and 0 if they hide each other.
func compare(a, b field) int {
	if d := len(a.index) - len(b.index); d != 0 {
		return d
	}
	switch {
	case a.tagged && !b.tagged:
		return -1
	case b.tagged && !a.tagged:
		return 1
	}
	return 0
}

func scalar(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Bool, reflect.String, reflect.Float32, reflect.Float64,
		reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return true
	}
	return false
}
