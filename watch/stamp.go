package watch

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// maxEntries bounds how many directory entries are looked at below one path, as
// genome.Read does.
const maxEntries = 16384

// A sight is what a path looks like at one moment.
type sight struct {
	stamp string   // another one: something has changed
	dirs  []string // that must be watched to notice the next change
}

// A sighting is a sight that is being taken.
type sighting struct {
	stamp strings.Builder // of thousands of files, maybe
	dirs  []string
}

// look sees what genome.Read would read of a path: the file, or the directory
// with the Go files and directories below it. What is not there looks like
// nothing.
func look(path string) sight {
	var s sighting
	s.watch(nearest(filepath.Dir(path)))
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		s.stamp.WriteString("none")
	case info.Mode()&fs.ModeSymlink != 0:
		s.link(path)
	case info.IsDir():
		left := maxEntries
		s.tree(path, &left)
	default:
		s.file(path, info)
	}
	return sight{stamp: s.stamp.String(), dirs: s.dirs}
}

// nearest is the directory itself or, if it is not there, the one above it that
// is.
func nearest(dir string) string {
	for {
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return dir
		}
		above := filepath.Dir(dir)
		if above == dir {
			return dir
		}
		dir = above
	}
}

func (s *sighting) watch(dir string) {
	// Under one name each: inotify has one watch for an inode.
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		s.dirs = append(s.dirs, real)
	}
}

// link sees a symbolic link, and what it points to, which may change as well.
func (s *sighting) link(path string) {
	to, err := os.Readlink(path)
	if err != nil {
		return
	}
	fmt.Fprintf(&s.stamp, "link %s\n", to)
	if !filepath.IsAbs(to) {
		to = filepath.Join(filepath.Dir(path), to)
	}
	s.watch(nearest(filepath.Dir(to)))
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return // it points to nothing, or in a circle
	}
	s.watch(filepath.Dir(real))
	info, err := os.Stat(real)
	switch {
	case err != nil:
	case info.IsDir():
		left := maxEntries
		s.tree(real, &left)
	default:
		s.file(real, info)
	}
}

// tree sees a directory. It leaves out what genome.Read does.
func (s *sighting) tree(dir string, left *int) {
	s.watch(dir)
	entries, err := os.ReadDir(dir)
	if err != nil {
		fmt.Fprintf(&s.stamp, "%s: %v\n", dir, err)
	}
	for _, e := range entries {
		if *left--; *left < 0 {
			return
		}
		name, path := e.Name(), filepath.Join(dir, e.Name())
		switch {
		case name[0] == '.' || name[0] == '_':
		case e.IsDir():
			if name != "testdata" {
				fmt.Fprintf(&s.stamp, "%s/\n", path)
				s.tree(path, left)
			}
		case !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
		case e.Type()&fs.ModeSymlink != 0:
			s.link(path)
		default:
			if info, err := e.Info(); err == nil {
				s.file(path, info)
			}
		}
	}
}

// file sees a file. Its change time is part of it: a program can set the
// others, not that one.
func (s *sighting) file(path string, info fs.FileInfo) {
	var inode uint64
	var changed syscall.Timespec
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		inode, changed = st.Ino, st.Ctim
	}
	fmt.Fprintf(&s.stamp, "%s %d %d %v %d %v\n", path, inode, info.Size(), info.Mode(), info.ModTime().UnixNano(), changed)
}
