package auditfile_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/auditfile"
)

func write(t *testing.T, f *auditfile.File, records ...string) {
	t.Helper()
	for _, r := range records {
		if n, err := f.Write([]byte(r)); err != nil || n != len(r) {
			t.Fatalf("%d, %v", n, err)
		}
	}
}

func open(t *testing.T, path string, o auditfile.Options) *auditfile.File {
	t.Helper()
	f, err := auditfile.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

// content is what the files of a directory hold.
func content(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode() != 0o600 {
			t.Errorf("%s has mode %v", e.Name(), info.Mode())
		}
		all[e.Name()] = string(text)
	}
	return all
}

func TestRotation(t *testing.T) {
	for _, c := range []struct {
		keep int
		want map[string]string
	}{
		{2, map[string]string{"a": "7\n8\n", "a.1": "5\n6\n", "a.2": "3\n4\n"}},
		{1, map[string]string{"a": "7\n8\n", "a.1": "5\n6\n"}},
		{-1, map[string]string{"a": "7\n8\n"}},
	} {
		dir := t.TempDir()
		f := open(t, filepath.Join(dir, "a"), auditfile.Options{MaxBytes: 4, Keep: c.keep})
		for i := range 8 {
			write(t, f, fmt.Sprintf("%d\n", i+1))
		}
		if got := content(t, dir); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("keep %d: %q, want %q", c.keep, got, c.want)
		}
	}
}

// What is there is kept, half a line stays alone, and what a crash left of a
// rotation does no harm.
func TestGoesOn(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a")
	for name, text := range map[string]string{"a": "1\n{\"half", "a.new": "x"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	f := open(t, path, auditfile.Options{MaxBytes: 14, Keep: 1})
	write(t, f, "22\n")
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write([]byte("3\n")); !errors.Is(err, os.ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
	write(t, open(t, path, auditfile.Options{MaxBytes: 14, Keep: 1}), "33\n")
	want := map[string]string{"a": "33\n", "a.1": "1\n{\"half\n22\n"}
	if got := content(t, dir); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestRefusals(t *testing.T) {
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	open(t, path("busy"), auditfile.Options{})
	if err := os.Symlink(path("target"), path("link")); err != nil {
		t.Fatal(err)
	}
	if err := unix.Mkfifo(path("fifo"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]error{
		"busy": auditfile.ErrBusy, "link": auditfile.ErrNotRegular, "fifo": auditfile.ErrNotRegular,
		"missing/x": os.ErrNotExist, ".": unix.EISDIR,
	} {
		if _, err := auditfile.Open(path(name), auditfile.Options{}); !errors.Is(err, want) || !strings.Contains(err.Error(), path(name)) {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
	}
	if _, err := auditfile.Open(path("x"), auditfile.Options{MaxBytes: -1}); err == nil {
		t.Error("a negative size")
	}
	f := open(t, path("small"), auditfile.Options{MaxBytes: 3})
	if _, err := f.Write([]byte("long\n")); !errors.Is(err, auditfile.ErrTooLong) {
		t.Errorf("too long: %v", err)
	}
}

// A file that cannot rotate takes no more, and goes on once it can.
func TestRotationFails(t *testing.T) {
	dir := t.TempDir()
	f := open(t, filepath.Join(dir, "a"), auditfile.Options{MaxBytes: 4, Keep: 1})
	write(t, f, "1\n", "2\n")
	// A directory that is not empty is not replaced, also by root.
	blocked := filepath.Join(dir, "a.1")
	if err := os.MkdirAll(filepath.Join(blocked, "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if n, err := f.Write([]byte("3\n")); n != 0 || err == nil || !strings.Contains(err.Error(), "rotating") {
			t.Errorf("%d, %v", n, err)
		}
	}
	if err := os.RemoveAll(blocked); err != nil {
		t.Fatal(err)
	}
	write(t, f, "4\n")
	want := map[string]string{"a": "4\n", "a.1": "1\n2\n"}
	if got := content(t, dir); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// A file that somebody has moved away goes on to take records, and its next one
// has the name again.
func TestMovedAway(t *testing.T) {
	for _, keep := range []int{-1, 2} {
		dir := t.TempDir()
		path := filepath.Join(dir, "a")
		f := open(t, path, auditfile.Options{MaxBytes: 4, Keep: keep})
		write(t, f, "1\n")
		if err := os.Rename(path, filepath.Join(dir, "elsewhere")); err != nil {
			t.Fatal(err)
		}
		write(t, f, "2\n", "3\n")
		want := map[string]string{"elsewhere": "1\n2\n", "a": "3\n"}
		if got := content(t, dir); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("keep %d: %q, want %q", keep, got, want)
		}
	}
}

func TestConcurrentWrites(t *testing.T) {
	dir := t.TempDir()
	f := open(t, filepath.Join(dir, "a"), auditfile.Options{MaxBytes: 100, Keep: 100})
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for j := range 50 {
				if _, err := fmt.Fprintf(f, "%d-%d\n", i, j); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	seen := map[string]bool{}
	for _, text := range content(t, dir) {
		for line := range strings.Lines(text) {
			seen[line] = true
		}
	}
	if len(seen) != 400 {
		t.Errorf("%d records, want 400", len(seen))
	}
}

// On a disk without room a record is torn, and the next one stands alone.
func TestFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	f := open(t, path, auditfile.Options{})
	write(t, f, "1\n")
	var old unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_FSIZE, &old); err != nil {
		t.Fatal(err)
	}
	// Go ignores SIGXFSZ: the write ends with EFBIG after what fits.
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: 4, Max: old.Max}); err != nil {
		t.Fatal(err)
	}
	n, err := f.Write([]byte("22222\n"))
	if limit := unix.Setrlimit(unix.RLIMIT_FSIZE, &old); limit != nil {
		t.Fatal(limit)
	}
	if n != 2 || !errors.Is(err, unix.EFBIG) {
		t.Errorf("%d, %v", n, err)
	}
	write(t, f, "3\n")
	text, err := os.ReadFile(path)
	if err != nil || string(text) != "1\n22\n3\n" {
		t.Errorf("%q, %v", text, err)
	}
}
