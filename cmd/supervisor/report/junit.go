package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/petri-lab/petri/supervisor"
)

// junit prints one test suite with a test case for each genome. The counts
// stand in its first line, so that nothing can be printed before Close.
//
// A verdict other than ok is a <failure> whose type is the verdict; a missed
// threshold is a <failure> of type "threshold"; infra_error, which says nothing
// about the genome, is an <error>.
type junit struct {
	w     io.Writer
	suite junitSuite
	time  time.Duration
}

type junitSuites struct {
	XMLName xml.Name   `xml:"testsuites"`
	Suite   junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Time     string      `xml:"time,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name      string        `xml:"name,attr"`
	Classname string        `xml:"classname,attr"`
	Time      string        `xml:"time,attr"`
	Failure   *junitProblem `xml:"failure"`
	Error     *junitProblem `xml:"error"`
	SystemOut *junitText    `xml:"system-out"`
	SystemErr *junitText    `xml:"system-err"`
}

type junitProblem struct {
	Type    string `xml:"type,attr"`
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

type junitText struct {
	Text string `xml:",chardata"`
}

func (p *junit) Add(r Row) error {
	res := r.Result
	c := junitCase{
		Name:      Clean(res.Genome),
		Classname: "petri.run",
		Time:      seconds(res.Usage.Wall),
		SystemOut: newText(res.Stdout),
		SystemErr: newText(res.Stderr),
	}
	problem := &junitProblem{Type: Clean(string(res.Verdict)), Message: Clean(r.message()), Text: details(r)}
	switch {
	case r.Passed():
	case res.Verdict == supervisor.InfraError:
		c.Error = problem
		p.suite.Errors++
	default:
		if res.Verdict == supervisor.OK {
			problem.Type = "threshold"
		}
		c.Failure = problem
		p.suite.Failures++
	}
	p.suite.Tests++
	p.time += res.Usage.Wall
	p.suite.Cases = append(p.suite.Cases, c)
	return nil
}

func (p *junit) Close() error {
	p.suite.Name = "petri"
	p.suite.Time = seconds(p.time)
	out, err := xml.MarshalIndent(junitSuites{Suite: p.suite}, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.w, "%s%s\n", xml.Header, out)
	return err
}

// details is the long form of a failure: everything that is wrong with the
// source, the interpreted trace, and every missed threshold, a line each.
func details(r Row) string {
	lines := slices.Clone(r.Missed)
	if c := r.Result.Cases; c != nil {
		for _, m := range c.Misses {
			lines = append(lines, missWords(m))
		}
	}
	if f := r.Result.Error; f != nil {
		lines = nil
		if len(f.Diagnostics) == 0 {
			lines = append(lines, r.message())
		}
		for _, d := range f.Diagnostics {
			lines = append(lines, d.String())
		}
		for _, t := range f.Trace {
			lines = append(lines, "\tat "+t)
		}
	}
	return cleanLines(strings.Join(lines, "\n"))
}

func newText(s string) *junitText {
	if s == "" {
		return nil
	}
	return &junitText{Text: cleanLines(s)}
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.6f", d.Seconds()) }
