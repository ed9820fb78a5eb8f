package genome

import (
	"bytes"
	"fmt"
	"slices"
)

// A File is one Go source file of a module. Name is the bare file name that
// diagnostics quote; it never names anything on disk.
type File struct {
	Name string
	Text []byte
}

// String names the file and its size, not its text.
func (f File) String() string { return fmt.Sprintf("%s (%d bytes)", f.Name, len(f.Text)) }

// A Module is one Go package of a genome. Name is the import name under which
// the other modules see it (`candidate`, `shapes/circle`); it may be empty for
// the source of a single package, and then the worker names the module after
// its package clause. Files of a module must have distinct names.
type Module struct {
	Name  string
	Files []File
}

// Clone returns a copy that shares no bytes with m.
func (m Module) Clone() Module {
	files := slices.Clone(m.Files)
	for i := range files {
		files[i].Text = bytes.Clone(files[i].Text)
	}
	return Module{Name: m.Name, Files: files}
}

// A Genome is the set of modules that a sandbox runs. The order of modules
// carries no meaning except that results speak first of the first one.
type Genome []Module

// FromString is the genome of one single-file module, named after its package
// clause.
func FromString(fileName, text string) Genome {
	return Genome{{Files: []File{{Name: fileName, Text: []byte(text)}}}}
}
