package yaegi

import (
	"bytes"
	"io/fs"
	"path"
	"time"
)

// sourceRoot is where programs seem to lie. It exists in no file system.
const sourceRoot = "/petri"

// programName is the import path of the one package that the interpreter
// compiles.
const programName = "program"

const (
	programDir  = sourceRoot + "/src/" + programName
	programFile = programDir + "/p.go"
)

// A memFS shows the interpreter the text of a program, and nothing else: the
// interpreter looks for a package in several places (vendor directories,
// directories of its importers) of which only the right one must exist.
type memFS struct {
	text []byte
}

// Stat implements fs.StatFS.
func (m *memFS) Stat(name string) (fs.FileInfo, error) {
	if name == programDir {
		return info{name: path.Base(name), dir: true}, nil
	}
	return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
}

// ReadDir implements fs.ReadDirFS.
func (m *memFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if name != programDir {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	return []fs.DirEntry{fs.FileInfoToDirEntry(info{name: path.Base(programFile), size: len(m.text)})}, nil
}

// ReadFile implements fs.ReadFileFS.
func (m *memFS) ReadFile(name string) ([]byte, error) {
	if name == programFile {
		return bytes.Clone(m.text), nil
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
