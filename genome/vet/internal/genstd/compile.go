package main

import (
	"embed"
	"errors"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/petri-lab/petri/genome/stdlib"
	"github.com/petri-lab/petri/genome/stdlib/offer"
)

// parts declares what there is of the packages of which genomes see a part.
//
//go:embed _part
var parts embed.FS

// A compiled package is what is written of one.
type compiled struct {
	stdlib.Package
	types    *types.Package // as genomes may see it
	offered  []string       // of its names
	withheld []string
}

// compile compiles the packages and finds out what of them is offered.
func compile(list []stdlib.Package, scratch string) ([]compiled, error) {
	files, err := exportFiles(list)
	if err != nil {
		return nil, err
	}
	imp := newImporter(func(path string) (string, error) {
		if files[path] == "" {
			return "", fmt.Errorf("%s was not compiled", path)
		}
		return files[path], nil
	})
	var all []compiled
	for _, p := range list {
		tp, err := imp.Import(p.Path)
		if err != nil {
			return nil, err
		}
		if err := checkNames(p, tp); err != nil {
			return nil, err
		}
		c := compiled{Package: p, types: tp}
		if p.Part {
			c.types, c.withheld, err = compilePart(tp, files, scratch)
			if err != nil {
				return nil, err
			}
		} else {
			_, c.withheld = offer.Split(p, tp)
		}
		for _, name := range c.types.Scope().Names() {
			if token.IsExported(name) && !slices.Contains(c.withheld, name) {
				c.offered = append(c.offered, name)
			}
		}
		all = append(all, c)
	}
	return all, nil
}

// exportFiles has the go command compile packages and tells where their
// archives are. Bodies for inlining are of no use here and twice as large as
// the rest, hence -l.
func exportFiles(list []stdlib.Package) (map[string]string, error) {
	args := []string{"list", "-export", "-trimpath", "-gcflags=all=-l", "-f", "{{.ImportPath}} {{.Export}}"}
	for _, p := range list {
		args = append(args, p.Path)
	}
	out, err := run("go", args...)
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), " ")
		files[path] = file
	}
	return files, nil
}

// compilePart compiles the declarations of a part of a package, and tells which
// names of the whole are not in it.
func compilePart(whole *types.Package, files map[string]string, scratch string) (part *types.Package, withheld []string, err error) {
	text, err := parts.ReadFile("_part/" + whole.Path() + ".go")
	if err != nil {
		return nil, nil, err
	}
	source := filepath.Join(scratch, whole.Name()+".go")
	if err := os.WriteFile(source, text, 0o644); err != nil {
		return nil, nil, err
	}
	var imports strings.Builder
	for path, file := range files {
		fmt.Fprintf(&imports, "packagefile %s=%s\n", path, file)
	}
	config := filepath.Join(scratch, "importcfg")
	if err := os.WriteFile(config, []byte(imports.String()), 0o644); err != nil {
		return nil, nil, err
	}
	file := filepath.Join(scratch, whole.Name()+".a")
	if _, err := run("go", "tool", "compile", "-importcfg", config, "-p", whole.Path(), "-trimpath", scratch, "-o", file, source); err != nil {
		return nil, nil, err
	}
	part, err = newImporter(func(path string) (string, error) {
		if path == whole.Path() {
			return file, nil
		}
		return files[path], nil
	}).Import(whole.Path())
	if err != nil {
		return nil, nil, err
	}
	for _, name := range part.Scope().Names() {
		o, real := part.Scope().Lookup(name), whole.Scope().Lookup(name)
		if !o.Exported() {
			continue
		}
		if real == nil || types.ObjectString(o, nil) != types.ObjectString(real, nil) && !isType(o) {
			return nil, nil, fmt.Errorf("part of %s: %v, but the package has %v", whole.Path(), o, real)
		}
	}
	for _, name := range whole.Scope().Names() {
		if token.IsExported(name) && part.Scope().Lookup(name) == nil {
			withheld = append(withheld, name)
		}
	}
	return part, withheld, nil
}

func isType(o types.Object) bool {
	_, ok := o.(*types.TypeName)
	return ok
}

// checkNames finds names in the list that the package does not have.
func checkNames(p stdlib.Package, tp *types.Package) error {
	for _, name := range slices.Concat(p.Own, p.Source) {
		if name != "*" && tp.Scope().Lookup(name) == nil {
			return fmt.Errorf("the list names %s.%s, which there is not", p.Path, name)
		}
	}
	return nil
}

func newImporter(find func(path string) (string, error)) types.Importer {
	return importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		file, err := find(path)
		if err != nil {
			return nil, err
		}
		return os.Open(file)
	})
}

func run(name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0")
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil, fmt.Errorf("%s %s: %w\n%s", name, args[0], err, exit.Stderr)
	}
	return out, err
}
