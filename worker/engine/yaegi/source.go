package yaegi

import (
	"fmt"
	"path"
	"reflect"
	"sort"
	"strconv"

	"github.com/petri-lab/petri/genome"
)

// sources are all files of a program and the way from the positions that the
// interpreter reports back to the author's.
type sources struct {
	modules []*module
	files   []*source // a file's index is its name in the memory file system
	current *module   // the one being loaded; owned by the loading goroutine
	generic genericUse

	typeParams int // renamed so far
}

// module finds a module by name, or returns nil.
func (s *sources) module(name string) *module {
	for _, m := range s.modules {
		if m.name == name {
			return m
		}
	}
	return nil
}

// A module is an engine.Module after lowering.
type module struct {
	name    string // import name
	pkg     string // name in the package clause
	sources []*source
	imports []string
	inits   []string // new names of its init functions, in order
	exports []string // functions that can be called from outside

	functions map[string]reflect.Value // by inits' and exports' names, once loaded
}

// add numbers a file of a module. The number makes its path.
func (s *sources) add(m *module, f *source) {
	f.path = path.Join(m.dir(), strconv.Itoa(len(s.files))+".go")
	s.files = append(s.files, f)
	m.sources = append(m.sources, f)
}

func (m *module) dir() string { return path.Join(sourceRoot, "src", m.name) }

// A source is one file: the author's text, the text that the interpreter gets,
// and the edits between them.
type source struct {
	module  *module
	name    string // as the author calls it; empty if not his
	path    string // in the memory file system
	text    []byte
	lowered []byte
	edits   []edit // sorted by offset
}

// An edit replaces remove bytes of a text at offset.
type edit struct {
	offset int
	remove int
	insert string
}

// applyEdits sorts edits by offset, keeping the order of those at the same
// one, and returns the edited text. Edits must not overlap.
func applyEdits(text []byte, edits []edit) []byte {
	sort.SliceStable(edits, func(i, j int) bool { return edits[i].offset < edits[j].offset })
	out := make([]byte, 0, len(text)+64)
	at := 0
	for _, e := range edits {
		out = append(out, text[at:e.offset]...)
		out = append(out, e.insert...)
		at = e.offset + e.remove
	}
	return append(out, text[at:]...)
}

// original translates an offset of the lowered text into one of the author's.
// Inserted text belongs to the place where it was inserted.
func (s *source) original(offset int) int {
	shift := 0 // lowered minus original, at the edit under consideration
	for _, e := range s.edits {
		start := e.offset + shift
		if offset < start {
			break
		}
		if offset < start+len(e.insert) {
			return e.offset
		}
		shift += len(e.insert) - e.remove
	}
	return min(offset-shift, len(s.text))
}

// position translates a line and column of the lowered text, both from 1,
// column in bytes. A column of 0 stays 0.
func (s *source) position(line, column int) (int, int) {
	at := s.original(offsetOf(s.lowered, line, max(column, 1)))
	l, c := positionOf(s.text, at)
	if column == 0 {
		c = 0
	}
	return l, c
}

func offsetOf(text []byte, line, column int) int {
	at := 0
	for ; line > 1 && at < len(text); at++ {
		if text[at] == '\n' {
			line--
		}
	}
	return min(at+column-1, len(text))
}

func positionOf(text []byte, offset int) (line, column int) {
	line, start := 1, 0
	for i, c := range text[:offset] {
		if c == '\n' {
			line, start = line+1, i+1
		}
	}
	return line, offset - start + 1
}

// diagnostic makes a diagnostic at an offset of the author's text.
func (s *source) diagnostic(rule string, offset int, format string, args ...any) genome.Diagnostic {
	line, column := positionOf(s.text, offset)
	return genome.Diagnostic{
		Rule: rule, Message: fmt.Sprintf(format, args...),
		Module: s.module.name, File: s.name, Line: line, Column: column,
	}
}
