package symbols

import (
	"go/version"
	"io"
	"reflect"
	"runtime"
	"slices"
	"testing"
)

// Symbols that went into the tables under another language version may be
// missing or wrong: run go generate.
func TestGoVersion(t *testing.T) {
	if version.Lang(GoVersion) != version.Lang(runtime.Version()) {
		t.Errorf("the tables are for %s, this is %s", GoVersion, runtime.Version())
	}
}

func TestPathsAreSortedAndPresent(t *testing.T) {
	if !slices.IsSorted(Paths()) {
		t.Error("not sorted")
	}
	for _, path := range Paths() {
		if name, table := Table(path); name == "" || len(table) == 0 {
			t.Errorf("%s has no table", path)
		}
	}
	if _, table := Table("os"); table != nil {
		t.Error("there is a table for os")
	}
}

// Nothing in the tables leads to memory, whatever its name.
func TestNoAddresses(t *testing.T) {
	for _, path := range Paths() {
		_, table := Table(path)
		for name, v := range table {
			for _, bad := range []reflect.Kind{reflect.UnsafePointer, reflect.Uintptr} {
				if mentions(v.Type(), bad, 0) {
					t.Errorf("%s.%s: %s mentions %s", path, name, v.Type(), bad)
				}
			}
		}
	}
}

func mentions(t reflect.Type, kind reflect.Kind, depth int) bool {
	if t.Kind() == kind {
		return true
	}
	if depth > 3 {
		return false
	}
	for i := range t.NumMethod() {
		if t.Kind() != reflect.Interface && mentions(t.Method(i).Type, kind, depth+2) {
			return true
		}
	}
	switch t.Kind() {
	case reflect.Func:
		for in := range t.Ins() {
			if mentions(in, kind, depth+1) {
				return true
			}
		}
		for out := range t.Outs() {
			if mentions(out, kind, depth+1) {
				return true
			}
		}
	case reflect.Slice, reflect.Array, reflect.Chan, reflect.Map:
		return mentions(t.Elem(), kind, depth+1)
	}
	return false
}

func TestVariablesAreCopies(t *testing.T) {
	_, a := Table("io")
	_, b := Table("io")
	a["EOF"].SetZero()
	if b["EOF"].IsNil() || io.EOF == nil {
		t.Error("two tables share a variable")
	}
	if a["EOF"].Type() != reflect.TypeFor[error]() {
		t.Errorf("io.EOF has type %s", a["EOF"].Type())
	}
}
