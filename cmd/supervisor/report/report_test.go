package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

// rows are results of every shape that a printer has to tell apart.
func rows() []Row {
	score := 0.875
	return []Row{
		{Result: &supervisor.Result{
			Genome: "square/good.go", Sandbox: "run-1", Checksum: "sha256:00", Version: 1,
			Verdict: supervisor.OK, Score: &score, Components: map[string]float64{"correctness": 0.75, "speed": 1},
			Usage:  supervisor.Usage{Wall: 12345678, CPU: 3000000, PeakMemory: 12 << 20, Steps: 42},
			Stdout: "hello\n",
		}},
		{
			Result: &supervisor.Result{
				Genome: "square/weak.go", Sandbox: "run-2", Version: 1,
				Verdict: supervisor.OK, Score: &score, Usage: supervisor.Usage{Wall: time.Microsecond},
			},
			Missed: []string{"score 0.875 is under 0.9"},
		},
		{Result: &supervisor.Result{
			Genome: "square/does_not_compile.go", Sandbox: "run-3",
			Verdict: supervisor.LoadError,
			Error: &supervisor.Failure{
				Message: "undefined: y", File: "does_not_compile.go", Line: 4, Column: 9,
				Diagnostics: []genome.Diagnostic{
					{Message: "undefined: y", File: "does_not_compile.go", Line: 4, Column: 9},
					{Message: "missing return", File: "does_not_compile.go", Line: 5, Column: 1},
				},
			},
		}},
		{Result: &supervisor.Result{
			Genome: "square/panics.go", Sandbox: "run-4", Verdict: supervisor.Panicked,
			Error: &supervisor.Failure{Message: "index out of range", Trace: []string{"candidate.Square panics.go:4"}},
			Usage: supervisor.Usage{Wall: 2345 * time.Millisecond},
		}},
		{Result: &supervisor.Result{
			Genome: "square/unlucky.go", Sandbox: "run-5", Verdict: supervisor.InfraError,
			Error: &supervisor.Failure{Message: "no descriptors left"},
		}},
	}
}

func render(t *testing.T, format string, o Options, rows ...Row) string {
	t.Helper()
	var b bytes.Buffer
	p, err := New(format, &b, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if err := p.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func compare(t *testing.T, got, want string) {
	t.Helper()
	if got != strings.TrimPrefix(want, "\n") {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestTable(t *testing.T) {
	compare(t, render(t, Table, Options{Answer: Score, Width: 100}, rows()...), `
 genome                      verdict      score    time  memory  message
────────────────────────────────────────────────────────────────────────────────────────────────────
 square/good.go              ok           0.875  12.3ms  12 MiB
 square/weak.go              ok           0.875     1µs          score 0.875 is under 0.9
 square/does_not_compile.go  load_error                          does_not_compile.go:4:9:
                                                                 undefined: y (and 1 more)
 square/panics.go            panic                2.35s          index out of range
 square/unlucky.go           infra_error                         no descriptors left

5 genomes: 2 ok, 1 load_error, 1 panic, 1 infra_error, 1 below a threshold
`)
}

// Files of several modules may have the same name.
func TestPositionNamesTheModule(t *testing.T) {
	for _, message := range []string{"undefined: y", "area.go:4:9: undefined: y"} {
		for several, want := range map[bool]string{false: " area.go:4:9: undefined: y\n", true: " shapes/area.go:4:9: undefined: y\n"} {
			got := render(t, Table, Options{Answer: Score}, Row{Several: several, Result: &supervisor.Result{
				Genome: "g", Verdict: supervisor.LoadError,
				Error: &supervisor.Failure{Message: message, Module: "shapes", File: "area.go", Line: 4, Column: 9},
			}})
			if !strings.Contains(got, want) {
				t.Errorf("several %v: %q is missing in:\n%s", several, want, got)
			}
		}
	}
}

func TestTableShowsValueOrOutput(t *testing.T) {
	r := Row{Result: &supervisor.Result{
		Genome: "a.go", Verdict: supervisor.OK, Value: json.RawMessage(`{"a":1}`), Stdout: "3 words\n",
	}}
	for answer, want := range map[Answer]string{Value: `{"a":1}`, Output: "3 words"} {
		got := render(t, Table, Options{Answer: answer}, r)
		if !strings.Contains(got, " "+want+" ") && !strings.Contains(got, " "+want+"\n") {
			t.Errorf("%s: %q is missing in:\n%s", answer, want, got)
		}
	}
}

// However narrow the terminal, no line is wider, and nothing about the verdict
// is lost.
func TestTableFitsTheTerminal(t *testing.T) {
	long := rows()
	long[2].Result.Genome = strings.Repeat("deep/", 40) + "end.go"
	long[3].Result.Error.Message = strings.Repeat("many words ", 100)
	long[4].Result.Error.Message = strings.Repeat("x", 1000)
	long[4].Result.Verdict = supervisor.SyscallDenied // the longest
	tiny := 0.00072727272
	long[0].Result.Score = &tiny
	for _, width := range []int{60, 80, 99, 100, 101, 120, 200} {
		got := render(t, Table, Options{Answer: Score, Width: width}, long...)
		for line := range strings.Lines(got) {
			if strings.Contains(line, "genomes:") {
				continue // the closing line is no part of the table
			}
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > width {
				t.Errorf("width %d: a line has %d columns: %q", width, n, line)
			}
		}
		for _, want := range []string{"load_error", "panic", "syscall_denied", "0.0007273"} {
			if !strings.Contains(got, want) {
				t.Errorf("width %d: %s is missing in:\n%s", width, want, got)
			}
		}
	}
}

// Where names do not fit, what they have in common goes first.
func TestTableShortensNames(t *testing.T) {
	for _, c := range []struct{ names, want []string }{
		{[]string{"a/b/one.go", "a/b/two.go"}, []string{"one.go", "two.go"}},
		{[]string{"a/bee/one.go", "a/bear/two.go"}, []string{"bee/one.go", "bear/two.go"}},
		{[]string{"/a/one.go", "/b/two.go"}, []string{"a/one.go", "b/two.go"}},
		{[]string{"a/one.go", "-"}, []string{"a/one.go", "-"}},
		{[]string{"a/one.go", "a/one.go"}, []string{"one.go", "one.go"}},
	} {
		var rows []Row
		for _, n := range c.names {
			rows = append(rows, Row{Result: &supervisor.Result{Genome: n, Verdict: supervisor.OK}})
		}
		p := newTable(io.Discard, Options{Answer: Score})
		for _, r := range rows {
			if err := p.Add(r); err != nil {
				t.Fatal(err)
			}
		}
		p.shorten()
		for i, want := range c.want {
			if got := p.rows[i].genome; got != want {
				t.Errorf("%q of %q becomes %q, want %q", c.names[i], c.names, got, want)
			}
		}
	}
}

func TestEmptyReports(t *testing.T) {
	compare(t, render(t, Table, Options{}), "")
	compare(t, render(t, NDJSON, Options{}), "")
	compare(t, render(t, JUnit, Options{}), `<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="petri" tests="0" failures="0" errors="0" time="0.000000"></testsuite>
</testsuites>
`)
}

func TestNDJSON(t *testing.T) {
	got := render(t, NDJSON, Options{}, rows()[0], rows()[4])
	compare(t, got, `
{"genome":"square/good.go","sandbox":"run-1","checksum":"sha256:00","version":1,"verdict":"ok","score":0.875,"components":{"correctness":0.75,"speed":1},"usage":{"wall_ns":12345678,"cpu_ns":3000000,"peak_memory_bytes":12582912,"steps":42},"stdout":"hello\n","truncated":false}
{"genome":"square/unlucky.go","sandbox":"run-5","verdict":"infra_error","error":{"message":"no descriptors left"},"usage":{"wall_ns":0,"cpu_ns":0,"peak_memory_bytes":0,"steps":0},"truncated":false}
`)
}

func TestNDJSONIsPrintedAtOnce(t *testing.T) {
	var b bytes.Buffer
	p, err := New(NDJSON, &b, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range rows() {
		if err := p.Add(r); err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(b.String(), "\n"); got != i+1 {
			t.Fatalf("after %d results there are %d lines", i+1, got)
		}
	}
}

func TestNDJSONReportsWhatItCannotEncode(t *testing.T) {
	nan := math.NaN()
	p, err := New(NDJSON, io.Discard, Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = p.Add(Row{Result: &supervisor.Result{Genome: "a.go", Score: &nan}})
	if err == nil || !strings.Contains(err.Error(), "a.go") {
		t.Errorf("got error %v, want one that names the genome", err)
	}
}

func TestJUnit(t *testing.T) {
	compare(t, render(t, JUnit, Options{}, rows()...), `
<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="petri" tests="5" failures="3" errors="1" time="2.357347">
    <testcase name="square/good.go" classname="petri.run" time="0.012346">
      <system-out>hello&#xA;</system-out>
    </testcase>
    <testcase name="square/weak.go" classname="petri.run" time="0.000001">
      <failure type="threshold" message="score 0.875 is under 0.9">score 0.875 is under 0.9</failure>
    </testcase>
    <testcase name="square/does_not_compile.go" classname="petri.run" time="0.000000">
      <failure type="load_error" message="does_not_compile.go:4:9: undefined: y (and 1 more)">does_not_compile.go:4:9: undefined: y&#xA;does_not_compile.go:5:1: missing return</failure>
    </testcase>
    <testcase name="square/panics.go" classname="petri.run" time="2.345000">
      <failure type="panic" message="index out of range">index out of range&#xA;&#x9;at candidate.Square panics.go:4</failure>
    </testcase>
    <testcase name="square/unlucky.go" classname="petri.run" time="0.000000">
      <error type="infra_error" message="no descriptors left">no descriptors left</error>
    </testcase>
  </testsuite>
</testsuites>
`)
}

// hostile is text that takes over a terminal, breaks out of XML, or is not
// text at all.
const hostile = "\x1b]0;owned\x07\x1b[2J\r]]></system-out><x/>\u009b31m\u202edesrever\x00\xff\xfe\ufffe\U000e0001"

func TestHostileTextIsHarmlessInEveryFormat(t *testing.T) {
	value, err := json.Marshal(hostile)
	if err != nil {
		t.Fatal(err)
	}
	row := Row{Result: &supervisor.Result{
		Genome: hostile + ".go", Verdict: supervisor.Verdict(hostile), Value: value,
		Error: &supervisor.Failure{
			Message: hostile, File: hostile, Line: 1, Trace: []string{hostile},
			Diagnostics: []genome.Diagnostic{{Message: hostile, File: hostile}},
		},
		Stdout: hostile, Stderr: hostile,
	}}
	for _, format := range Formats() {
		t.Run(format, func(t *testing.T) {
			got := render(t, format, Options{Answer: Value}, row)
			for i, r := range got {
				control := r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0
				if control || r == '\u202e' && format != NDJSON {
					t.Fatalf("%q passes through near %q", r, got[max(0, i-20):i])
				}
			}
			switch format {
			case NDJSON:
				var back supervisor.Result
				if err := json.Unmarshal([]byte(got), &back); err != nil {
					t.Fatal(err)
				}
				if want := strings.ToValidUTF8(hostile, "\ufffd\ufffd"); back.Stdout != want {
					t.Errorf("stdout comes back as %q, want %q", back.Stdout, want)
				}
			case JUnit:
				var back junitSuites
				if err := xml.Unmarshal([]byte(got), &back); err != nil {
					t.Fatal(err)
				}
				if len(back.Suite.Cases) != 1 || back.Suite.Cases[0].SystemOut == nil {
					t.Errorf("the structure is broken: %+v", back)
				}
			}
		})
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"":                  "",
		"plain":             "plain",
		"größer 世界 e\u0301": "größer 世界 e\u0301",
		"two\nlines\tand":   "two lines and",
		"dos\r\nlines":      "dos lines",
		"bare\rreturn":      `bare\x0dreturn`,
		"\x1b[31mred":       `\x1b[31mred`,
		"\u0085\u202e\xff":  `\x85\u202e\xff`,
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNewRefusesUnknownFormats(t *testing.T) {
	if _, err := New("yaml", io.Discard, Options{}); err == nil || !strings.Contains(err.Error(), "ndjson") {
		t.Errorf("got error %v, want one that lists the formats", err)
	}
}
