// Package report prints the results of a run: as a table for people, as NDJSON
// for programs, as JUnit XML for continuous integration.
//
// Everything in a Result that a genome can influence (messages, values, output,
// file names) is hostile. No printer passes on a control character that a
// terminal would obey or an XML parser would refuse.
package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/petri-lab/petri/supervisor"
)

// The formats that New knows.
const (
	Table  = "table"
	NDJSON = "ndjson"
	JUnit  = "junit"
)

// Formats lists the formats that New knows.
func Formats() []string { return []string{Table, NDJSON, JUnit} }

// An Answer names what a table shows beside the verdict.
type Answer string

// What the evaluation of a genome was for.
const (
	Score  Answer = "score"  // a harness scored it
	Value  Answer = "value"  // one of its functions was called
	Output Answer = "output" // it was run as a program, or only loaded
)

// A Row is one genome's line of the report.
type Row struct {
	Result *supervisor.Result
	// Missed names the thresholds that a Result which is OK did not meet, one
	// sentence each.
	Missed []string
	// Several says that the genome has several modules: a position then names
	// its module too.
	Several bool
}

// Passed says that the genome was OK and met every threshold.
func (r Row) Passed() bool {
	return r.Result.Verdict == supervisor.OK && len(r.Missed) == 0
}

// A Printer prints rows in the order in which it gets them. It is not safe for
// concurrent use.
type Printer interface {
	// Add prints a row, or keeps it until Close.
	Add(Row) error
	// Close prints what was kept. It does not close the writer.
	Close() error
}

// Options are what a format may want to know about its surroundings.
type Options struct {
	Answer Answer
	// Width is that of the terminal in columns; 0 means DefaultWidth. Only the
	// table looks at it.
	Width int
}

// New returns the printer for a format.
func New(format string, w io.Writer, o Options) (Printer, error) {
	switch format {
	case Table:
		return newTable(w, o), nil
	case NDJSON:
		return &ndjson{w: w}, nil
	case JUnit:
		return &junit{w: w}, nil
	}
	return nil, fmt.Errorf("unknown format %q: want one of %s", format, strings.Join(Formats(), ", "))
}

// message is the short explanation of a row: where and why it failed, or what
// it missed.
func (r Row) message() string {
	f := r.Result.Error
	if f == nil {
		return strings.Join(append(slices.Clip(r.Missed), r.cases()...), "; ")
	}
	msg := f.Message
	if p := position(f); p != "" {
		msg = strings.TrimPrefix(msg, p+": ")
		if r.Several && f.Module != "" {
			p = f.Module + "/" + p
		}
		msg = p + ": " + msg
	}
	if n := len(f.Diagnostics) - 1; n > 0 {
		msg += fmt.Sprintf(" (and %d more)", n)
	}
	return msg
}

// cases says what is wrong with the first case that is not correct, and how
// many there are.
func (r Row) cases() []string {
	c := r.Result.Cases
	if c == nil || len(c.Misses) == 0 {
		return nil
	}
	text := fmt.Sprintf("%d of %d cases wrong: %s", c.Total-c.Correct, c.Total, missWords(c.Misses[0]))
	return []string{text}
}

func missWords(m supervisor.CaseMiss) string {
	text := fmt.Sprintf("line %d: ", m.Line)
	if m.Verdict != supervisor.OK && m.Verdict != "" {
		text += string(m.Verdict) + ": "
	}
	return text + m.Message
}

// position is file:line:col as compilers write it, or "".
func position(f *supervisor.Failure) string {
	if f.File == "" {
		return ""
	}
	p := f.File
	if f.Line > 0 {
		p += fmt.Sprintf(":%d", f.Line)
		if f.Column > 0 {
			p += fmt.Sprintf(":%d", f.Column)
		}
	}
	return p
}

// tally counts rows for the closing line of a table.
type tally struct {
	genomes, missed int
	verdicts        map[supervisor.Verdict]int
}

func (t *tally) add(r Row) {
	if t.verdicts == nil {
		t.verdicts = make(map[supervisor.Verdict]int)
	}
	t.genomes++
	t.verdicts[r.Result.Verdict]++
	if len(r.Missed) > 0 {
		t.missed++
	}
}

// String is "3 genomes: 2 ok, 1 timeout", verdicts in their documented order.
// A word that is not a verdict comes last rather than not at all.
func (t *tally) String() string {
	noun := "genomes"
	if t.genomes == 1 {
		noun = "genome"
	}
	var parts []string
	known := supervisor.Verdicts()
	for _, v := range known {
		if n := t.verdicts[v]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, v))
		}
	}
	var other int
	for v, n := range t.verdicts {
		if !slices.Contains(known, v) {
			other += n
		}
	}
	if other > 0 {
		parts = append(parts, fmt.Sprintf("%d unknown", other))
	}
	if t.missed > 0 {
		parts = append(parts, fmt.Sprintf("%d below a threshold", t.missed))
	}
	return fmt.Sprintf("%d %s: %s", t.genomes, noun, strings.Join(parts, ", "))
}
