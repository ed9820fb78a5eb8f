package nodes

import (
	"go/parser"
	"go/token"
	"io"
	"slices"
	"testing"

	"github.com/traefik/yaegi/interp"
)

// A version of the interpreter with other nodes fails here, not in a worker.
func TestLayout(t *testing.T) {
	if _, err := theLayout(); err != nil {
		t.Fatal(err)
	}
	if _, err := theStopLayout(); err != nil {
		t.Fatal(err)
	}
}

const program = `package program

var exported = func(i int) int {
	a := make([]int, 3)
	for n := 0; n < 2; n++ {
		func() {
			a[n]++
		}()
	}
	var f func(i int) int = func(i int) int {
		k := i
		return a[k] + inner(a,
			i)
	}
	return f(i)
}

func inner(a []int, i int) int {
	if i == 2 {
		i = 0
		return 1 / i
	}
	return a[i]
}
`

// start compiles the program and returns its function, and the lines that are
// noted while it runs.
func start(t *testing.T) (f func(int) int, lines *[]int, said *[]string) {
	in := interp.New(interp.Options{Stderr: io.Discard})
	file, err := parser.ParseFile(in.FileSet(), "p.go", program, 0)
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := in.CompileAST(file)
	if err != nil {
		t.Fatal(err)
	}
	lines, said = new([]int), new([]string)
	err = Watch(compiled, func(pos token.Pos, words string) {
		*lines = append(*lines, in.FileSet().Position(pos).Line)
		*said = append(*said, words)
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := in.Execute(compiled); err != nil {
		t.Fatal(err)
	}
	v, err := in.Eval("program.exported")
	if err != nil {
		t.Fatal(err)
	}
	return v.Interface().(func(int) int), lines, said
}

func TestWatch(t *testing.T) {
	f, lines, said := start(t)
	if got := f(0); got != 2 || len(*lines) != 0 {
		t.Fatalf("f(0) = %d, noted %v", got, *lines)
	}
	for _, test := range []struct {
		i     int
		lines []int
		words string
	}{
		{2, []int{21, 12, 15}, ""},
		{3, []int{12, 15}, "runtime error: index out of range [3] with length 3"},
		{-1, []int{12, 15}, "runtime error: index out of range [-1]"},
	} {
		*lines, *said = nil, nil
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("f(%d) does not panic", test.i)
				}
			}()
			f(test.i)
		}()
		if !slices.Equal(*lines, test.lines) || len(*said) == 0 || (*said)[0] != test.words {
			t.Errorf("f(%d): lines %v, words %q; want %v, %q", test.i, *lines, *said, test.lines, test.words)
		}
	}
}
