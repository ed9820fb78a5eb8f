// Package testdoc keeps tables in the documentation as the code has them.
package testdoc

import (
	"os"
	"strings"
	"testing"
)

// updateEnv makes Section write instead of compare.
const updateEnv = "PETRI_UPDATE_DOCS"

// Section checks that a section of a document is what the code says. It lies
// between the lines
//
//	<!-- NAME, from the code -->
//	<!-- end of NAME -->
//
// With PETRI_UPDATE_DOCS=1 in the environment it is written instead.
func Section(t testing.TB, path, name, want string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	begin, end := "<!-- "+name+", from the code -->\n", "<!-- end of "+name+" -->\n"
	before, rest, ok := strings.Cut(string(text), begin)
	have, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s has no lines\n%s%s", path, begin, end)
	}
	want = "\n" + strings.TrimSpace(want) + "\n\n"
	if have == want {
		return
	}
	if os.Getenv(updateEnv) == "" {
		t.Fatalf("%s: section %q is not what the code says; run the test again with %s=1. Wanted:\n%s", path, name, updateEnv, want)
	}
	if err := os.WriteFile(path, []byte(before+begin+want+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Table writes a Markdown table. Bars in cells are escaped.
func Table(head []string, rows [][]string) string {
	var b strings.Builder
	line := func(cells []string) {
		for _, c := range cells {
			b.WriteString("| " + strings.ReplaceAll(c, "|", `\|`) + " ")
		}
		b.WriteString("|\n")
	}
	line(head)
	b.WriteString(strings.Repeat("|---", len(head)) + "|\n")
	for _, r := range rows {
		line(r)
	}
	return b.String()
}
