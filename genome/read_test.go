package genome

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"
	"time"
)

// tree writes files below a new directory; a name that ends in a slash is a
// directory, "a -> b" a symbolic link.
func tree(t *testing.T, names ...string) string {
	t.Helper()
	root := t.TempDir()
	for _, name := range names {
		link, target, isLink := strings.Cut(name, " -> ")
		path := filepath.Join(root, link)
		err := os.MkdirAll(filepath.Dir(path), 0o755)
		switch {
		case isLink:
			err = errors.Join(err, os.Symlink(target, path))
		case strings.HasSuffix(name, "/"):
			err = errors.Join(err, os.MkdirAll(path, 0o755))
		default:
			err = errors.Join(err, os.WriteFile(path, []byte("package "+name), 0o644))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// shape is module: file file; ...
func shape(g Genome) string {
	var all []string
	for _, m := range g {
		s := m.Name + ":"
		for _, f := range m.Files {
			s += " " + f.Name
		}
		all = append(all, s)
	}
	return strings.Join(all, "; ")
}

func TestRead(t *testing.T) {
	for _, test := range []struct {
		name  string
		files []string
		path  string
		want  string
	}{
		{"file", []string{"x/a.go"}, "x/a.go", ": a.go"},
		{"test file by name", []string{"a_test.go"}, "a_test.go", ": a_test.go"},
		{"package", []string{"b.go", "a.go", "README"}, "", ": a.go b.go"},
		{"modules", []string{"candidate/a.go", "fitness/f.go", "shapes/circle/c.go", "shapes/README", "docs/x"}, "", "candidate: a.go; fitness: f.go; shapes/circle: c.go"},
		{"both", []string{"z.go", "a/a.go", "a/b/b.go"}, "", ": z.go; a: a.go; a/b: b.go"},
		{"ignored", []string{"a.go", "a_test.go", ".b.go", "_c.go", "testdata/d.go", ".git/e.go", "_f/f.go", "not a name/README", "x/a_test.go"}, "", ": a.go"},
		{"links", []string{"real.go", "a.go -> real.go", "real/b.go", "d -> real"}, "", ": a.go real.go; real: b.go"},
		{"link to a file", []string{"real.go", "a.go -> real.go"}, "a.go", ": a.go"},
		{"link to a directory", []string{"real/b.go", "d -> real"}, "d", ": b.go"},
		{"loop of links", []string{"a.go", "d -> ."}, "", ": a.go"},
	} {
		t.Run(test.name, func(t *testing.T) {
			g, err := Read(filepath.Join(tree(t, test.files...), test.path), Caps{})
			if err != nil || shape(g) != test.want {
				t.Errorf("got %q, %v; want %q", shape(g), err, test.want)
			}
		})
	}
}

func TestReadErrors(t *testing.T) {
	many := make([]string, 5)
	for i := range many {
		many[i] = fmt.Sprintf("m%d/a.go", i)
	}
	caps := Caps{FileBytes: 40, TotalBytes: 60, Files: 4, Modules: 3}
	for _, test := range []struct {
		name  string
		files []string
		path  string
		want  error
		named string // in the message
	}{
		{"nothing there", nil, "nowhere.go", fs.ErrNotExist, "nowhere.go"},
		{"empty directory", nil, "", ErrEmpty, ""},
		{"no Go", []string{"README"}, "", ErrEmpty, "no .go files"},
		{"not Go", []string{"a.txt"}, "a.txt", ErrBadName, "a.txt"},
		{"broken link", []string{"a.go -> gone.go"}, "", fs.ErrNotExist, "a.go"},
		{"link to a directory with a file's name", []string{"d/x", "a.go -> d"}, "", ErrNotRegular, "a.go"},
		{"large", []string{"a.go", strings.Repeat("b", 40) + ".go"}, "", ErrTooLarge, "bbb.go"},
		{"large in all", []string{strings.Repeat("a", 20) + ".go", strings.Repeat("b", 20) + ".go"}, "", ErrTooLarge, "bbb.go"},
		{"many", many, "", ErrTooLarge, "more than 4 files"},
		{"many modules", many[:4], "", ErrTooLarge, "4 modules, limit 3"},
		{"bad module", []string{"my-lib/a.go"}, "", ErrBadName, "my-lib"},
		{"deep", []string{strings.Repeat("d/", 70) + "a.go"}, "", ErrTooLarge, "deeper than 64"},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := tree(t, test.files...)
			g, err := Read(filepath.Join(root, test.path), caps)
			if !errors.Is(err, test.want) || g != nil {
				t.Fatalf("got %v, %v; want %v", shape(g), err, test.want)
			}
			if !strings.Contains(err.Error(), test.named) || !strings.Contains(err.Error(), root) {
				t.Errorf("%v does not name %s", err, test.named)
			}
		})
	}
	t.Run("many entries", func(t *testing.T) {
		r := reader{root: tree(t, "a.go", "b", "c"), caps: DefaultCaps(), entries: maxEntries - 2}
		if err := r.dir("", 0); !errors.Is(err, ErrTooLarge) {
			t.Errorf("got %v", err)
		}
	})
}

func TestReadIrregular(t *testing.T) {
	root := t.TempDir()
	fifo := filepath.Join(root, "fifo.go")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Skip(err)
	}
	link := filepath.Join(root, "link.go")
	if err := os.Symlink("fifo.go", link); err != nil {
		t.Fatal(err)
	}
	sock := filepath.Join(root, "s.go")
	l, err := net.Listen("unix", sock)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, path := range []string{fifo, link, sock, root, os.DevNull, "/dev/zero"} {
		done := make(chan error, 1)
		go func() {
			_, err := Read(path, Caps{})
			done <- err
		}()
		select {
		case err := <-done:
			if !errors.Is(err, ErrNotRegular) || !strings.Contains(err.Error(), path) {
				t.Errorf("%s: got %v", path, err)
			}
		case <-time.After(time.Minute):
			t.Errorf("%s blocks", path)
		}
	}
}

// A file of /proc says that it has no bytes, and has some: the same as one that
// grows.
func TestReadGrowing(t *testing.T) {
	const path = "/proc/self/status"
	if _, err := os.Stat(path); err != nil {
		t.Skip(err)
	}
	if _, err := readRegular(path, 10); !errors.Is(err, ErrTooLarge) {
		t.Errorf("got %v", err)
	}
}

func TestReadFrom(t *testing.T) {
	g, err := ReadFrom(strings.NewReader("package p\n"), "stdin.go", Caps{})
	if err != nil || shape(g) != ": stdin.go" || string(g[0].Files[0].Text) != "package p\n" {
		t.Errorf("got %v, %v", g, err)
	}
	boom := errors.New("boom")
	for _, test := range []struct {
		r    io.Reader
		name string
		want error
	}{
		{strings.NewReader(""), "stdin.go", ErrEmpty},
		{strings.NewReader("12345678901"), "stdin.go", ErrTooLarge},
		{endless{}, "stdin.go", ErrTooLarge},
		{strings.NewReader("\x00"), "stdin.go", ErrBinary},
		{strings.NewReader("x"), "stdin", ErrBadName},
		{iotest.ErrReader(boom), "stdin.go", boom},
	} {
		if _, err := ReadFrom(test.r, test.name, Caps{FileBytes: 10}); !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.name) {
			t.Errorf("got %v, want %v", err, test.want)
		}
	}
}

type endless struct{}

func (endless) Read(b []byte) (int, error) { return len(b), nil }
