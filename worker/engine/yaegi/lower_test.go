package yaegi

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Real Go files stay valid Go, and what the passes did not touch keeps its
// position. PETRI_LOWER_CORPUS may name more files, as a list of patterns.
func TestLoweringKeepsPositions(t *testing.T) {
	patterns := []string{"*.go", "*/*.go", "*/*/*.go"}
	patterns = append(patterns, filepath.SplitList(os.Getenv("PETRI_LOWER_CORPUS"))...)
	for _, pattern := range patterns {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			checkLowering(t, name, text)
		}
	}
}

func checkLowering(t *testing.T, name string, text []byte) {
	t.Helper()
	all := &sources{}
	s := &source{module: &module{name: "m"}, name: name, text: text}
	for _, d := range s.lower(all, nil) {
		if d.Rule == "parse" {
			return // not Go in the first place
		}
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, s.lowered, parser.SkipObjectResolution)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	ast.Inspect(file, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || strings.Contains(id.Name, "petri_") || id.Name == "main_" {
			return true
		}
		p := fset.PositionFor(id.Pos(), false)
		line, column := s.position(p.Line, p.Column)
		at := offsetOf(text, line, column)
		if !strings.HasPrefix(string(text[at:]), id.Name) && !copied(s, p.Offset) {
			t.Errorf("%s: %s at %v is %d:%d", name, id.Name, p, line, column)
			return false
		}
		return true
	})
}

// copied says whether an offset of the lowered text is in inserted text.
func copied(s *source, offset int) bool {
	before, at := s.original(offset-1), s.original(offset)
	after := s.original(offset + 1)
	return before == at || at == after
}
