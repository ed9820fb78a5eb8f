package main

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/petri-lab/petri/genome"
)

// A corpus is a set of programs.
type corpus struct {
	name     string // a, b, c, or the folder's
	what     string // for people
	programs []*program
}

// dialectFolder holds corpus a, relative to the top of the repository.
const dialectFolder = "testdata/dialect"

// openCorpus finds the programs of a corpus: "a", "b", "c", "d", "r:SEED:COUNT",
// "t:" and the folder of a package, or a folder of programs.
func openCorpus(ctx context.Context, name string, std *standardLibrary) (*corpus, error) {
	c := &corpus{name: name}
	var err error
	switch name {
	case "a":
		c.what = dialectFolder
		c.programs, err = folderPrograms(dialectFolder)
	case "b":
		var goroot string
		if goroot, err = goEnv(ctx, "GOROOT"); err == nil {
			c.what = "GOROOT/test"
			c.programs, err = distributionPrograms(filepath.Join(goroot, "test"))
		}
	case "c":
		var dir string
		if dir, err = moduleFolder(ctx, "github.com/traefik/yaegi"); err == nil {
			c.what = "yaegi's _test"
			c.programs, err = yaegiPrograms(filepath.Join(dir, "_test"))
		}
	case "d":
		var goroot string
		if goroot, err = goEnv(ctx, "GOROOT"); err == nil {
			c.what = "tests of the standard library"
			c.programs, err = libraryPrograms(ctx, goroot, genome.Standard())
		}
	default:
		if seed, count, is := randomName(name); is {
			c.name, c.what = "r", "random programs from seed "+strconv.FormatUint(seed, 10)
			c.programs = randomPrograms(seed, count)
			break
		}
		if dir, is := strings.CutPrefix(name, "t:"); is {
			c.name, c.what = filepath.Base(filepath.Clean(dir)), "tests of the package in "+dir
			c.programs, err = packagePrograms(dir, genome.Standard())
			break
		}
		c.what = name
		c.name = filepath.Base(filepath.Clean(name))
		c.programs, err = folderPrograms(name)
	}
	if err != nil {
		return nil, fmt.Errorf("corpus %s: %w", name, err)
	}
	for _, p := range c.programs {
		p.corpus = c.name
		p.parse(std)
	}
	return c, nil
}

// sample keeps n programs, always the same ones.
func (c *corpus) sample(n int) {
	if n <= 0 || n >= len(c.programs) {
		return
	}
	rank := func(p *program) uint64 {
		h := fnv.New64a()
		h.Write([]byte(p.name))
		return h.Sum64()
	}
	slices.SortFunc(c.programs, func(p, q *program) int {
		if rank(p) < rank(q) {
			return -1
		}
		return 1
	})
	c.programs = c.programs[:n]
	slices.SortFunc(c.programs, func(p, q *program) int { return strings.Compare(p.name, q.name) })
}

// keep keeps the programs whose names contain text.
func (c *corpus) keep(text string) {
	c.programs = slices.DeleteFunc(c.programs, func(p *program) bool { return !strings.Contains(p.id(), text) })
}

// folderPrograms reads a folder of programs: files NAME.go, and folders that
// are a program of several files each. NAME.in beside them is the standard
// input.
func folderPrograms(dir string) ([]*program, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var all []*program
	for _, e := range entries {
		var p *program
		switch name := e.Name(); {
		case e.IsDir():
			p, err = folderProgram(dir, name)
		case strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go"):
			p, err = fileProgram(dir, name)
		}
		if err != nil {
			return nil, err
		}
		if p == nil {
			continue
		}
		if err := p.readInput(filepath.Join(dir, p.name+".in")); err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s: no programs: want NAME.go files or folders of them", dir)
	}
	return all, nil
}

// readInput reads the program's standard input, if it has any.
func (p *program) readInput(path string) error {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	p.stdin = text
	return err
}

// fileProgram reads a program of one file; its name is the file's without .go.
func fileProgram(dir, name string) (*program, error) {
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return nil, err
	}
	return &program{
		name:  strings.TrimSuffix(name, ".go"),
		files: []file{{filepath.Base(name), text}},
	}, nil
}

// folderProgram reads the .go files of a folder, which are package main, and of
// those below it, which are packages imported by their folders' names; nil if
// there are none.
func folderProgram(dir, name string) (*program, error) {
	p := &program{name: name}
	root := filepath.Join(dir, name)
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		p.files = append(p.files, file{filepath.ToSlash(rel), text})
		return err
	})
	if err != nil || len(p.files) == 0 {
		return nil, err
	}
	return p, nil
}

func goEnv(ctx context.Context, name string) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "env", name).Output()
	if err != nil {
		return "", fmt.Errorf("go env %s: %w", name, err)
	}
	return strings.TrimSpace(string(out)), nil
}

func moduleFolder(ctx context.Context, module string) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}", module).Output()
	if err != nil {
		return "", fmt.Errorf("go list -m %s: %w", module, err)
	}
	dir := strings.TrimSpace(string(out))
	if dir == "" {
		return "", fmt.Errorf("module %s is not in the module cache: run go mod download", module)
	}
	return dir, nil
}

// writePrograms writes the programs of all corpora into a folder, as
// folderPrograms reads them; slashes in their names become dots. Programs of
// several files are left out.
func (r *report) writePrograms(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, c := range r.corpora {
		for _, p := range c.programs {
			base := filepath.Join(dir, strings.ReplaceAll(p.name, "/", "."))
			if len(p.files) != 1 {
				continue // it is a folder already
			}
			if err := os.WriteFile(base+".go", p.files[0].text, 0o644); err != nil {
				return err
			}
			if p.stdin == nil {
				continue
			}
			if err := os.WriteFile(base+".in", p.stdin, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}
