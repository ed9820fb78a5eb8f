// Command gensym writes the symbol tables of package symbols: one file for
// each standard package that genomes may import, and an index. It reads the
// packages' sources from the Go installation that runs it, so its output is
// stamped with that version.
//
// It is run by go generate in the directory of package yaegi; its one argument
// is the directory to write to.
package main

import (
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: gensym DIRECTORY")
		os.Exit(2)
	}
	if err := generate(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "gensym:", err)
		os.Exit(1)
	}
}

// generate writes all tables to dir and removes generated files of packages
// that are no longer listed.
func generate(dir string) error {
	old, err := filepath.Glob(filepath.Join(dir, "gen_*.go"))
	if err != nil {
		return err
	}
	stale := map[string]bool{}
	for _, name := range old {
		stale[name] = true
	}
	imp := importer.ForCompiler(token.NewFileSet(), "source", nil)
	var tables []*table
	for _, p := range packages {
		tp, err := imp.Import(p.path)
		if err != nil {
			return err
		}
		t, err := newTable(p, tp)
		if err != nil {
			return err
		}
		tables = append(tables, t)
	}
	for _, t := range tables {
		name := filepath.Join(dir, "gen_"+strings.ReplaceAll(t.path, "/", "_")+".go")
		if err := write(name, t.source()); err != nil {
			return err
		}
		delete(stale, name)
	}
	name := filepath.Join(dir, "gen_index.go")
	if err := write(name, indexSource(tables)); err != nil {
		return err
	}
	delete(stale, name)
	for name := range stale {
		if err := os.Remove(name); err != nil {
			return err
		}
	}
	return nil
}

// mentionsMemory says whether a type can carry a raw address in its exported
// surface. Such symbols are left out.
func mentionsMemory(t types.Type) bool {
	s := types.TypeString(t, nil)
	return strings.Contains(s, "unsafe.Pointer") || strings.Contains(s, "uintptr")
}
