package vet

import (
	"go/token"
	"testing"
)

func TestLinesAreReleased(t *testing.T) {
	lib := newLibrary()
	for _, paths := range [][]string{{"strings"}, {"math", "sort", "math/rand"}} {
		if err := lib.load(paths); err != nil {
			t.Fatal(err)
		}
	}
	files := 0
	lib.whole.fset.Iterate(func(f *token.File) bool {
		files++
		for line, offset := range f.Lines() {
			// The first and last numbers share their pages with others' memory.
			if offset != 0 && offset != line {
				t.Fatalf("%s: line %d begins at %d", f.Name(), line, offset)
			}
		}
		return true
	})
	if files == 0 {
		t.Error("the importer has no positions any more: then it needs no release")
	}
	if lib.offered["strings"].Scope().Lookup("Cut") == nil || lib.offered["sort"].Scope().Lookup("Slice") == nil {
		t.Error("names are missing")
	}
	release(nil)
	release(make([]int, 1))
}

func TestReleaseSparesTheRest(t *testing.T) {
	s := make([]int, 1<<16)
	for i := range s {
		s[i] = i
	}
	release(s[100 : len(s)-100])
	for i := range s {
		if i < 100 || i >= len(s)-100 {
			if s[i] != i {
				t.Fatalf("s[%d] is %d", i, s[i])
			}
		}
	}
	if s[len(s)/2] != 0 {
		t.Error("nothing was released")
	}
}
