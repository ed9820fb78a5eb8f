package rt

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"unicode"
)

// A jsonField is a field of a struct, or of one embedded in it, that
// encoding/json sees.
type jsonField struct {
	name      string
	tagged    bool // the name comes from a tag
	index     []int
	path      []string // names of the fields that lead to it
	typ       *Type
	omitEmpty bool
	omitZero  bool
	quoted    bool
}

// jsonFields lists the fields of a struct type by the rules of encoding/json:
// of several with one name the least deep counts, among those the one with a
// tag; otherwise none. They stand in the order of the source.
func (u *Universe) jsonFields(t *Type) []jsonField {
	if list, ok := u.fields.Load(t); ok {
		return list.([]jsonField)
	}
	list := findJSONFields(t)
	u.fields.Store(t, list)
	return list
}

// An embedding is a struct that is still to be searched.
type embedding struct {
	typ   *Type
	index []int
	path  []string
}

func findJSONFields(t *Type) []jsonField {
	var found []jsonField
	visited := map[*Type]bool{}
	for level := []embedding{{typ: t}}; len(level) > 0; {
		count := map[*Type]int{}
		for _, e := range level {
			count[e.typ]++
		}
		var next []embedding
		for _, e := range level {
			if visited[e.typ] {
				continue
			}
			visited[e.typ] = true
			fields, inner := e.search()
			next = append(next, inner...)
			for _, f := range fields {
				found = append(found, f)
				if count[e.typ] > 1 { // embedded twice: its fields hide each other
					found = append(found, f)
				}
			}
		}
		level = next
	}
	return dominant(found)
}

// search lists the fields of one struct and the structs embedded in it.
func (e embedding) search() (fields []jsonField, inner []embedding) {
	for i := range e.typ.Fields {
		f := &e.typ.Fields[i]
		under := f.Type
		if !under.Named && under.Kind == reflect.Pointer {
			under = under.Elem
		}
		if !f.Exported && (!f.Embedded || under.Kind != reflect.Struct) {
			continue
		}
		tag := f.Tag.Get("json")
		if tag == "-" {
			continue
		}
		name, options, _ := strings.Cut(tag, ",")
		if !validTag(name) {
			name = ""
		}
		index := append(slices.Clone(e.index), i)
		if f.Embedded && name == "" && under.Kind == reflect.Struct {
			inner = append(inner, embedding{under, index, append(slices.Clone(e.path), f.Name)})
			continue
		}
		list := strings.Split(options, ",")
		field := jsonField{name: cmp.Or(name, f.Name), tagged: name != "", index: index, path: e.path, typ: f.Type,
			omitEmpty: slices.Contains(list, "omitempty"), omitZero: slices.Contains(list, "omitzero")}
		field.quoted = slices.Contains(list, "string") &&
			(under.Kind > reflect.Invalid && under.Kind <= reflect.Float64 || under.Kind == reflect.String)
		fields = append(fields, field)
	}
	return fields, inner
}

func validTag(s string) bool {
	for _, c := range s {
		if !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", c) && !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			return false
		}
	}
	return s != ""
}

// dominant keeps one field of each name, or none.
func dominant(found []jsonField) []jsonField {
	byName := map[string][]jsonField{}
	for _, f := range found {
		byName[f.name] = append(byName[f.name], f)
	}
	var kept []jsonField
	for _, list := range byName {
		slices.SortStableFunc(list, func(a, b jsonField) int {
			return cmp.Or(cmp.Compare(len(a.index), len(b.index)), orderBool(b.tagged, a.tagged))
		})
		if len(list) == 1 || len(list[0].index) != len(list[1].index) || list[0].tagged != list[1].tagged {
			kept = append(kept, list[0])
		}
	}
	slices.SortFunc(kept, func(a, b jsonField) int { return slices.Compare(a.index, b.index) })
	return kept
}
