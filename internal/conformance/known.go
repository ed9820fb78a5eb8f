package main

import (
	"fmt"
	"os"
	"strings"
)

// knownFile lists the differences that are known, relative to the top of the
// repository. It is data for this comparison and for docs/dialect.md; the
// product does not know it.
const knownFile = "testdata/conformance/known.txt"

// A known is one line of that file: a program, the class that its comparison
// may come to, and the cause.
type known struct {
	class class
	cause string
}

// readKnown reads lines of the form
//
//	CORPUS/NAME CLASS CAUSE...
//
// Empty lines and those that begin with # say nothing.
func readKnown(path string) (map[string]known, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("list of known differences: %w", err)
	}
	list := map[string]known{}
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, rest, _ := strings.Cut(line, " ")
		c, cause, _ := strings.Cut(strings.TrimSpace(rest), " ")
		if _, twice := list[name]; twice || strings.TrimSpace(cause) == "" {
			return nil, fmt.Errorf("%s:%d: want CORPUS/NAME CLASS CAUSE..., each name once: %q", path, n, line)
		}
		list[name] = known{class(c), strings.TrimSpace(cause)}
	}
	return list, nil
}
