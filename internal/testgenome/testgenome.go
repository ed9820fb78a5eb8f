// Package testgenome reads what the genomes in testdata say about themselves.
package testgenome

import (
	"fmt"
	"os"
	"slices"
	"strings"
)

// An Expectation is what the first lines of a genome say must become of it;
// see testdata/README.md.
type Expectation struct {
	Want  []string // any of these verdicts
	Score string
	Today string // the verdict of a known gap
}

// Has tells whether a verdict is among those that are right.
func (e Expectation) Has(verdict string) bool { return slices.Contains(e.Want, verdict) }

// Expect reads a genome's expectation.
func Expect(path string) (Expectation, error) {
	var e Expectation
	text, err := os.ReadFile(path)
	if err != nil {
		return e, err
	}
	for line := range strings.Lines(string(text)) {
		key, value, found := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "// "), ": ")
		if !found {
			break
		}
		switch key {
		case "want":
			e.Want = strings.Split(value, ", ")
		case "score":
			e.Score = value
		case "today":
			e.Today = value
		}
	}
	if len(e.Want) == 0 {
		return e, fmt.Errorf("%s does not say what it wants", path)
	}
	return e, nil
}
