package yaegi

import (
	"bytes"
	"io/fs"
	"path"
	"strings"
	"time"
)

// sourceRoot is where modules seem to lie. It exists in no file system.
const sourceRoot = "/petri"

// A memFS shows the interpreter the sources of the module that is being
// loaded, and nothing else: a module's imports have been loaded before, and
// the interpreter looks for a package in several places (vendor directories,
// directories of its importers) of which only the right one must exist.
type memFS struct {
	sources *sources
	hold    *hold
}

func newMemFS(s *sources) *memFS { return &memFS{sources: s, hold: newHold()} }

// Stat implements fs.StatFS.
func (m *memFS) Stat(name string) (fs.FileInfo, error) {
	if path.Base(name) == holdImport {
		m.hold.wait()
	}
	if c := m.sources.current; c != nil && name == c.dir() {
		return info{name: path.Base(name), dir: true}, nil
	}
	return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
}

// ReadDir implements fs.ReadDirFS.
func (m *memFS) ReadDir(name string) ([]fs.DirEntry, error) {
	c := m.sources.current
	if c == nil || name != c.dir() {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	var list []fs.DirEntry
	for _, s := range c.sources {
		list = append(list, fs.FileInfoToDirEntry(info{name: path.Base(s.path), size: len(s.lowered)}))
	}
	return list, nil
}

// ReadFile implements fs.ReadFileFS.
func (m *memFS) ReadFile(name string) ([]byte, error) {
	if c := m.sources.current; c != nil && strings.HasPrefix(name, c.dir()+"/") {
		for _, s := range c.sources {
			if s.path == name {
				return bytes.Clone(s.lowered), nil
			}
		}
	}
	return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrNotExist}
}

// Open implements fs.FS. The interpreter does not call it.
func (m *memFS) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// info describes a file or directory of a memFS.
type info struct {
	name string
	size int
	dir  bool
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return int64(i.size) }
func (i info) IsDir() bool        { return i.dir }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) Sys() any           { return nil }

func (i info) Mode() fs.FileMode {
	if i.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}
