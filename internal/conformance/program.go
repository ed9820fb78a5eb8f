package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A program is one question: the same text goes to the compiler and to Petri.
type program struct {
	corpus string
	name   string // within the corpus, with slashes
	files  []file
	stdin  []byte
	// excluded says why there is nothing to compare; empty if there is.
	excluded string
	// imports are the packages that the program imports, unless it does not
	// parse.
	imports []string
}

// A file's name has the folder of its package before it, unless that is main's.
type file struct {
	name string
	text []byte
}

// packages are the folders of the program's other packages.
func (p *program) packages() []string {
	var names []string
	for _, f := range p.files {
		if dir := path.Dir(f.name); dir != "." && !slices.Contains(names, dir) {
			names = append(names, dir)
		}
	}
	return names
}

// id names the program among all corpora.
func (p *program) id() string { return p.corpus + "/" + p.name }

// hash stands for everything that decides what the program does, but for the
// tool chain.
func (p *program) hash() string {
	h := sha256.New()
	for _, f := range p.files {
		fmt.Fprintf(h, "%s %d\n%s", f.name, len(f.text), f.text)
	}
	fmt.Fprintf(h, "\nstdin %d\n%s", len(p.stdin), p.stdin)
	return hex.EncodeToString(h.Sum(nil))
}

// parse finds the program's imports, and excludes what is no complete program
// of the standard library alone.
func (p *program) parse(std *standardLibrary) {
	for _, f := range p.files {
		tree, err := parser.ParseFile(token.NewFileSet(), f.name, f.text, parser.ImportsOnly)
		if err != nil {
			// The compiler says it better, and is asked anyway.
			continue
		}
		if path.Dir(f.name) == "." && tree.Name.Name != "main" {
			p.exclude("package " + tree.Name.Name + ", not main")
		}
		for _, spec := range tree.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil || slices.Contains(p.packages(), name) {
				continue
			}
			p.imports = append(p.imports, name)
			if name == "C" {
				p.exclude("imports C")
			} else if !std.has(name) {
				p.exclude("imports " + name + ", which is no standard package")
			}
		}
	}
}

// exclude notes the first reason.
func (p *program) exclude(reason string) {
	if p.excluded == "" {
		p.excluded = reason
	}
}

// standardLibrary tells what a standard package is: a folder of GOROOT/src.
type standardLibrary struct {
	src   string
	known map[string]bool
}

func newStandardLibrary(goroot string) *standardLibrary {
	return &standardLibrary{src: filepath.Join(goroot, "src"), known: map[string]bool{"unsafe": true}}
}

func (s *standardLibrary) has(path string) bool {
	if path == "" || path[0] == '.' || path[0] == '/' {
		return false
	}
	if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") {
		return false
	}
	is, seen := s.known[path]
	if !seen {
		info, err := os.Stat(filepath.Join(s.src, filepath.FromSlash(path)))
		is = err == nil && info.IsDir()
		s.known[path] = is
	}
	return is
}
