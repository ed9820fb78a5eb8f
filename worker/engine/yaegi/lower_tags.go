package yaegi

import (
	"bytes"
	"go/ast"
	"go/token"
	"strconv"
	"strings"

	"github.com/petri-lab/petri/worker/engine"
)

// unexportedTag marks a field for the worker's encoder and hides it from
// encoding/json.
const unexportedTag = engine.UnexportedTag + `:"" json:"-"`

// embeddedTag marks a field for the worker's encoder, which promotes its fields
// as encoding/json would if reflection showed it as embedded.
const embeddedTag = engine.EmbeddedTag + `:""`

// lowerTags tags embedded and unexported struct fields. The interpreter builds struct types
// with reflect.StructOf, which allows no unexported fields, and therefore
// exports them as X plus their name; whatever reads structs through reflection
// would see them.
//
// A tag that the author wrote is kept behind ours: the first json key counts.
// Embedded fields of unexported type are not hidden, because their exported
// fields are promoted. Structs with equal fields get equal tags and can still
// be converted into one another.
func lowerTags(l *lowering) []edit {
	var edits []edit
	ast.Inspect(l.file, func(n ast.Node) bool {
		s, ok := n.(*ast.StructType)
		if !ok {
			return true
		}
		for _, f := range s.Fields.List {
			if len(f.Names) > 0 {
				edits = append(edits, tagField(l, f)...)
			} else {
				edits = append(edits, tagEdit(l, f, withOwn(f, embeddedTag)))
			}
		}
		return true
	})
	return edits
}

// tagField tags one line of fields. If only some of its names are unexported,
// as in "a, B int", every name gets a type and a tag of its own.
func tagField(l *lowering, f *ast.Field) []edit {
	hidden := 0
	for _, name := range f.Names {
		if !token.IsExported(name.Name) {
			hidden++
		}
	}
	switch hidden {
	case 0:
		return nil
	case len(f.Names):
		return []edit{tagEdit(l, f, tagFor(f, f.Names[0]))}
	}
	typ := l.edited(l.offset(f.Type.Pos()), l.offset(f.Type.End()))
	var edits []edit
	last := len(f.Names) - 1
	for i, name := range f.Names[:last] {
		comma := commaBetween(l.source.text, l.offset(name.End()), l.offset(f.Names[i+1].Pos()))
		edits = append(edits, edit{comma, 1, " " + typ + " " + strconv.Quote(tagFor(f, name)) + ";"})
	}
	return append(edits, tagEdit(l, f, tagFor(f, f.Names[last])))
}

// edited is a part of the author's text with the edits of the passes before.
func (l *lowering) edited(from, to int) string {
	var inside []edit
	for _, e := range l.source.edits {
		if from <= e.offset && e.offset < to {
			e.offset -= from
			inside = append(inside, e)
		}
	}
	return string(applyEdits(l.source.text[from:to], inside))
}

// tagEdit writes a tag behind the type of f, in the place of its own.
func tagEdit(l *lowering, f *ast.Field, tag string) edit {
	text := " " + strconv.Quote(tag)
	if f.Tag == nil {
		return edit{l.offset(f.Type.End()), 0, text}
	}
	return edit{l.offset(f.Tag.Pos()), len(f.Tag.Value), text}
}

func tagFor(f *ast.Field, name *ast.Ident) string {
	if token.IsExported(name.Name) {
		return withOwn(f, "")
	}
	return withOwn(f, unexportedTag)
}

// withOwn is a tag of ours with the author's behind it.
func withOwn(f *ast.Field, ours string) string {
	own := ""
	if f.Tag != nil {
		own, _ = strconv.Unquote(f.Tag.Value)
	}
	return strings.TrimSpace(ours + " " + own)
}

// commaBetween finds the comma between two names, which may have comments
// around it.
func commaBetween(text []byte, from, to int) int {
	for i := from; i < to; i++ {
		switch {
		case text[i] == ',':
			return i
		case text[i] == '/' && text[i+1] == '*':
			i += 3 + bytes.Index(text[i+2:], []byte("*/"))
		}
	}
	return from
}
