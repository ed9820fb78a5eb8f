package testdoc

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The commands in the documentation are commands: the scripts are there, and what
// a benchmark or test is chosen by chooses one.
func TestCommandsInDocs(t *testing.T) {
	docs, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	docs = append(docs, "../../README.md", "../../CONTRIBUTING.md", "../../SECURITY.md")
	script := regexp.MustCompile(`\bscripts/(\w+)([^` + "`" + `\n]*)`)
	choice := regexp.MustCompile(`go test (\./\S+)[^` + "`" + `\n]*? -(bench|run) '?([A-Za-z][\w/]*)`)
	scripts, choices := 0, 0
	for _, doc := range docs {
		text, err := os.ReadFile(doc)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range script.FindAllStringSubmatch(string(text), -1) {
			scripts++
			if _, err := os.Stat("../../scripts/" + m[1]); err != nil {
				t.Errorf("%s: %s: %v", doc, m[0], err)
			}
			if m[1] == "bench" && strings.Contains(m[2], " -bench") {
				t.Errorf("%s: %s: that is go test's option", doc, m[0])
			}
		}
		for _, m := range choice.FindAllStringSubmatch(string(text), -1) {
			choices++
			prefix := map[string]string{"bench": "Benchmark", "run": "Test"}[m[2]]
			// The part before a slash chooses a function.
			name, _, _ := strings.Cut(m[3], "/")
			if !hasFunction(t, filepath.Join("../..", m[1]), prefix, name) {
				t.Errorf("%s: %s chooses nothing", doc, m[0])
			}
		}
	}
	if scripts < 5 || choices < 3 {
		t.Errorf("only %d scripts and %d choices were found", scripts, choices)
	}
}

// hasFunction tells whether a package's tests have a function of that kind whose
// name has that in it.
func hasFunction(t *testing.T, dir, prefix, name string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	function := regexp.MustCompile(`(?m)^func (` + prefix + `\w*)\(`)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range function.FindAllStringSubmatch(string(text), -1) {
			if strings.Contains(m[1], name) {
				return true
			}
		}
	}
	return false
}
