// Package lib holds parts of the standard library as Go source: generic
// functions and types, which a compiled program has no values of, and types
// with a field of type any, which only a genome can hold as a genome does.
//
// The sources are compiled with each genome that imports them, like modules of
// its own, and only as far as the genome reaches. What a package has besides
// comes from the compiled one, under the same path: a source that imports its
// own path means that. A function without a body is not Go's; package rt has
// it under the same path and name.
//
// In this repository the sources are packages like others, so that tests can
// compare them with the standard library's.
package lib

import (
	"embed"
	"path"
	"slices"
)

//go:embed */*.go */*.go.txt
var sources embed.FS

// A File is one source file of a package.
type File struct {
	Name string // for positions; no file of that name exists
	Text []byte
}

// Paths lists the packages, sorted by import path.
func Paths() []string {
	return []string{
		"cmp", "container/list", "container/ring", "errors", "io/ioutil", "iter", "log", "maps",
		"math/rand/v2", "slices", "sync", "sync/atomic",
	}
}

// Source reads a package's files. ok is false for a package without a part in
// source form.
func Source(importPath string) (files []File, ok bool) {
	if !slices.Contains(Paths(), importPath) {
		return nil, false
	}
	dir := path.Base(importPath)
	if importPath == "math/rand/v2" {
		dir = "rand"
	}
	for _, name := range []string{dir + ".go", "native.go.txt"} {
		if text, err := sources.ReadFile(dir + "/" + name); err == nil {
			files = append(files, File{Name: importPath + "/" + name, Text: text})
		}
	}
	return files, len(files) > 0
}
