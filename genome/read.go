package genome

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

const (
	// maxEntries bounds how many directory entries Read looks at, Go files or
	// not, so that a path given by mistake does not walk a whole disk.
	maxEntries = 16384
	// maxDirDepth is deeper than any valid module name can be.
	maxDirDepth = maxName / 2
)

// Read reads a genome from a file or a directory.
//
// A file becomes the only file of an unnamed module. In a directory the .go
// files directly in it are one unnamed module, and every directory below that
// holds .go files is a module named by its relative path; both may occur.
// Ignored, as the go command does: names that begin with a dot or an
// underscore, _test.go files, directories called testdata. Symbolic links to
// files are followed, those to directories only if path itself is one.
//
// Read never blocks on a FIFO or a device, and never reads more than the caps
// allow even if a file grows meanwhile. The genome that it returns has passed
// Check. Errors name the path and wrap what the file system said or one of this
// package's errors.
func Read(path string, caps Caps) (Genome, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	r := reader{root: path, caps: caps.OrDefault()}
	if info.IsDir() {
		err = r.dir("", 0)
	} else {
		err = r.file("", path, filepath.Base(path))
	}
	if err != nil {
		return nil, err
	}
	if len(r.genome) == 0 {
		return nil, fmt.Errorf("%s: %w: no .go files", path, ErrEmpty)
	}
	if err := r.genome.Check(caps); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return r.genome, nil
}

// ReadFrom reads a genome of one file, which is given the name fileName, from a
// stream. It stops reading where the caps are passed. Otherwise as Read.
func ReadFrom(r io.Reader, fileName string, caps Caps) (Genome, error) {
	text, err := readAll(r, caps.OrDefault().FileBytes)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", fileName, err)
	}
	g := Genome{{Files: []File{{Name: fileName, Text: text}}}}
	if err := g.Check(caps); err != nil {
		return nil, fmt.Errorf("%s: %w", fileName, err)
	}
	return g, nil
}

// A reader collects the genome below root.
type reader struct {
	root    string
	caps    Caps
	genome  Genome
	entries int
	files   int
	bytes   int
}

// dir reads the module in the directory named by its path relative to the root,
// "" for the root itself, and those below it.
func (r *reader) dir(name string, depth int) error {
	where := filepath.Join(r.root, filepath.FromSlash(name))
	if depth > maxDirDepth {
		return fmt.Errorf("%s: %w: directories nest deeper than %d", where, ErrTooLarge, maxDirDepth)
	}
	entries, err := r.list(where)
	if err != nil {
		return err
	}
	var below []string
	for _, e := range entries {
		base := e.Name()
		switch {
		case base[0] == '.' || base[0] == '_':
		case e.IsDir():
			if base != "testdata" {
				below = append(below, path.Join(name, base))
			}
		case strings.HasSuffix(base, ".go") && !strings.HasSuffix(base, "_test.go"):
			if err := r.file(name, filepath.Join(where, base), base); err != nil {
				return err
			}
		}
	}
	for _, sub := range below {
		if err := r.dir(sub, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// list returns the entries of a directory, sorted by name. It reads them in
// portions: a directory may hold more names than memory should.
func (r *reader) list(dir string) ([]fs.DirEntry, error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []fs.DirEntry
	for {
		some, err := f.ReadDir(256)
		all = append(all, some...)
		if r.entries += len(some); r.entries > maxEntries {
			return nil, fmt.Errorf("%s: %w: more than %d directory entries", r.root, ErrTooLarge, maxEntries)
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(all, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return all, nil
}

// file reads one file into the named module, which is the last of the genome if
// it exists.
func (r *reader) file(module, where, base string) error {
	if err := checkModuleName(module); err != nil {
		return fmt.Errorf("%s: %w", where, err)
	}
	if r.files++; r.files > r.caps.Files {
		return fmt.Errorf("%s: %w: more than %d files", r.root, ErrTooLarge, r.caps.Files)
	}
	text, err := readRegular(where, r.caps.FileBytes)
	if err != nil {
		return err
	}
	if r.bytes += len(text); r.bytes > r.caps.TotalBytes {
		return fmt.Errorf("%s: %w: more than %d bytes up to %s", r.root, ErrTooLarge, r.caps.TotalBytes, where)
	}
	if n := len(r.genome); n == 0 || r.genome[n-1].Name != module {
		r.genome = append(r.genome, Module{Name: module})
	}
	m := &r.genome[len(r.genome)-1]
	m.Files = append(m.Files, File{Name: base, Text: text})
	return nil
}

// readRegular reads a regular file of at most limit bytes. The type is looked
// at before opening, because to open a device can have effects, and after,
// because the name may stand for something else by then; O_NONBLOCK keeps that
// something, a FIFO for instance, from blocking.
func readRegular(name string, limit int) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if err := regular(name, info); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err = f.Stat(); err != nil {
		return nil, err
	}
	if err := regular(name, info); err != nil {
		return nil, err
	}
	text, err := readAll(f, limit)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return text, nil
}

func regular(name string, info fs.FileInfo) error {
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s: %w: mode %s", name, ErrNotRegular, info.Mode())
	}
	return nil
}

// readAll reads to the end, or to one byte more than limit.
func readAll(r io.Reader, limit int) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err != nil {
		return nil, err
	}
	if len(text) > limit {
		return nil, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, limit)
	}
	return text, nil
}
