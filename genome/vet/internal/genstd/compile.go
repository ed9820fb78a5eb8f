package main

import (
	"bytes"
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
	"runtime"
	"slices"
	"strconv"
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
	archive  []byte // holds export data only
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
		c, file := compiled{Package: p}, files[p.Path]
		if p.Part {
			file, c.withheld, err = compilePart(tp, files, scratch)
			if err != nil {
				return nil, err
			}
		} else {
			_, c.withheld = offer.Split(p, tp)
		}
		if c.archive, err = exportOnly(file); err != nil {
			return nil, err
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
func compilePart(whole *types.Package, files map[string]string, scratch string) (file string, withheld []string, err error) {
	text, err := parts.ReadFile("_part/" + whole.Path() + ".go")
	if err != nil {
		return "", nil, err
	}
	source := filepath.Join(scratch, whole.Name()+".go")
	if err := os.WriteFile(source, text, 0o644); err != nil {
		return "", nil, err
	}
	var imports strings.Builder
	for path, file := range files {
		fmt.Fprintf(&imports, "packagefile %s=%s\n", path, file)
	}
	config := filepath.Join(scratch, "importcfg")
	if err := os.WriteFile(config, []byte(imports.String()), 0o644); err != nil {
		return "", nil, err
	}
	file = filepath.Join(scratch, whole.Name()+".a")
	if _, err := run("go", "tool", "compile", "-importcfg", config, "-p", whole.Path(), "-trimpath", scratch, "-o", file, source); err != nil {
		return "", nil, err
	}
	part, err := newImporter(func(path string) (string, error) {
		if path == whole.Path() {
			return file, nil
		}
		return files[path], nil
	}).Import(whole.Path())
	if err != nil {
		return "", nil, err
	}
	for _, name := range part.Scope().Names() {
		o, real := part.Scope().Lookup(name), whole.Scope().Lookup(name)
		if !o.Exported() {
			continue
		}
		if real == nil || types.ObjectString(o, nil) != types.ObjectString(real, nil) && !isType(o) {
			return "", nil, fmt.Errorf("part of %s: %v, but the package has %v", whole.Path(), o, real)
		}
	}
	for _, name := range whole.Scope().Names() {
		if token.IsExported(name) && part.Scope().Lookup(name) == nil {
			withheld = append(withheld, name)
		}
	}
	return file, withheld, nil
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

// exportOnly reduces an archive to its export data. The header that it gets
// says nothing about the build, so that the same packages make the same bytes.
func exportOnly(file string) ([]byte, error) {
	const (
		member = "__.PKGDEF"
		header = 60 // of a member
		start  = "\n$$B\n"
	)
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	_, rest, ok := bytes.Cut(text, []byte("!<arch>\n"))
	if !ok || len(rest) < header || !bytes.HasPrefix(rest, []byte(member)) {
		return nil, fmt.Errorf("%s does not begin with %s", file, member)
	}
	size, err := strconv.Atoi(strings.TrimSpace(string(rest[48:58])))
	if err != nil || size > len(rest)-header {
		return nil, fmt.Errorf("%s: size of %s: %q, %w", file, member, rest[48:58], err)
	}
	_, data, ok := bytes.Cut(rest[header:header+size], []byte(start))
	if !ok {
		return nil, fmt.Errorf("%s has no export data", file)
	}
	body := append([]byte("go object linux amd64 "+runtime.Version()+start), data...)
	out := fmt.Appendf(nil, "!<arch>\n%-16s%-12d%-6d%-6d%-8o%-10d`\n", member, 0, 0, 0, 0o644, len(body))
	return append(out, body...), nil
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
