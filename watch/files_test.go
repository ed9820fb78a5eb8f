package watch

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

func changed(t *testing.T, f *Files) []string {
	t.Helper()
	select {
	case c := <-f.Changes():
		return c
	case <-time.After(deadline):
		t.Fatal("no change is seen")
		return nil
	}
}

// What the kernel could not tell is found by looking.
func TestLostEventsAreMadeUpFor(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a.go"), filepath.Join(dir, "b.go")
	write(t, a, "package a")
	f, err := NewFiles(time.Millisecond, a, b)
	do(t, err)
	defer f.Close()
	for _, watched := range f.watcher.WatchList() {
		do(t, f.watcher.Remove(watched)) // from here on nothing is told
	}
	write(t, a, "package a // changed")
	f.watcher.Errors <- fsnotify.ErrEventOverflow
	if c := changed(t, f); !slices.Equal(c, []string{a}) {
		t.Errorf("changed: %q", c)
	}
	// And the watch is on again.
	write(t, b, "package b")
	if c := changed(t, f); !slices.Equal(c, []string{b}) {
		t.Errorf("changed: %q", c)
	}
}

// What nobody takes is not lost, and not told twice.
func TestChangesWait(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "far", "away", "a.go"), filepath.Join(dir, "b.go")
	f, err := NewFiles(time.Millisecond, b, a, b)
	do(t, err)
	defer f.Close()
	write(t, a, "package a")
	if c := changed(t, f); !slices.Equal(c, []string{a}) {
		t.Errorf("changed: %q", c)
	}
	write(t, b, "package b")
	write(t, a, "package a // again")
	seen := map[string]int{}
	for len(seen) < 2 {
		for _, p := range changed(t, f) {
			seen[p]++
		}
	}
	do(t, f.Close(), f.Close())
	if c, ok := <-f.Changes(); ok {
		t.Errorf("after Close: %q", c)
	}
}

// Only directories that matter are watched.
func TestWatchesAreTakenBack(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x", "a.go")
	f, err := NewFiles(time.Millisecond, path)
	do(t, err)
	defer f.Close()
	write(t, path, "package a")
	changed(t, f)
	do(t, f.Close())
	real, err := filepath.EvalSymlinks(filepath.Dir(path))
	do(t, err)
	if _, ok := f.watched[real]; !ok || len(f.watched) != 1 {
		t.Errorf("watched: %v, want %s alone", f.watched, real)
	}
}
