// Command gensym writes the symbol tables of package symbols: one file for
// each standard package that genomes may import (see genome/stdlib) and that
// has anything to be given in compiled form, and an index. It reads the
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
	"os"
	"path/filepath"
	"strings"

	"github.com/petri-lab/petri/genome/stdlib"
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
	for _, p := range stdlib.Packages() {
		if p.Part {
			continue // written by hand, in package host
		}
		tp, err := imp.Import(p.Path)
		if err != nil {
			return err
		}
		if t := newTable(p, tp); t.exports() {
			tables = append(tables, t)
		}
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
