package vet

import (
	"bytes"
	"fmt"
	"go/build"
	"go/token"
	"io"
	"strings"

	"github.com/petri-lab/petri/genome"
)

// platform is what build constraints are about, on every host the same: the
// files that the go command takes on linux/amd64 without cgo.
func platform(text []byte) *build.Context {
	return &build.Context{
		GOOS: "linux", GOARCH: "amd64", Compiler: "gc",
		ReleaseTags: build.Default.ReleaseTags,
		OpenFile:    func(string) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil },
	}
}

// chosen returns the indexes of the files that belong to a module: as with the
// go command, the one file that is all there is, whatever its constraints say
// (`go run gen.go` runs what says "//go:build ignore"), and of several files
// those whose names and //go:build lines do not exclude them. There may be
// none.
func chosen(files []genome.File) []int {
	var list []int
	for i, f := range files {
		if len(files) == 1 || !constrained(f) || included(f) {
			list = append(list, i)
		}
	}
	return list
}

// constrained is a cheap test for files that may be excluded.
func constrained(f genome.File) bool {
	return strings.Contains(f.Name, "_") || bytes.Contains(f.Text, []byte("//go:build")) || bytes.Contains(f.Text, []byte("+build"))
}

// included asks package build. Names that begin with an underscore or a dot
// mean nothing here: whoever put the file into the genome wants it there.
func included(f genome.File) bool {
	name := strings.TrimLeft(f.Name, "_.")
	if name == "go" {
		return true
	}
	ok, err := platform(f.Text).MatchFile("/", name)
	return ok || err != nil // the parser tells what is wrong
}

// constraintRule denies build constraints that make a file one of an older
// language, in which loops have one variable for all rounds.
func constraintRule(f *source, found finding) {
	if v := f.tree.GoVersion; v != "" && olderLanguage(v) {
		found(f.tree.Package, fmt.Sprintf("build constraint that chooses the language of %s", v))
	}
}

// olderLanguage tells whether a version is one before go1.22.
func olderLanguage(version string) bool {
	var minor int
	n, _ := fmt.Sscanf(version, "go1.%d", &minor)
	return n == 1 && minor < 22
}

// noFiles reports that a module's constraints exclude all of its files.
func (v *vetter) noFiles(m *module) {
	s := &source{vet: v, module: m, name: m.files[0].Name}
	m.partial, v.opaque = true, true
	v.broken(s, token.NoPos, "constraint", "build constraints exclude all of the module's files")
}
