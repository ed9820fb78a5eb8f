package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"github.com/petri-lab/petri/config"
	"github.com/petri-lab/petri/supervisor"
)

// A size is a number of bytes on the command line: 67108864, 64MiB, 64MB.
type size int64

func (s *size) Type() string { return "SIZE" }

// String is a size that Set reads exactly so.
func (s *size) String() string {
	text := humanize.IBytes(uint64(*s))
	if n, err := config.ParseSize(text); err != nil || n != int64(*s) {
		return strconv.FormatInt(int64(*s), 10)
	}
	return text
}

func (s *size) Set(text string) error {
	n, err := config.ParseSize(text)
	if err != nil {
		return err
	}
	*s = size(n)
	return nil
}

// A span is a duration on the command line. One that may be unlimited is so at
// zero.
type span struct {
	d         time.Duration
	unlimited bool
}

func (s *span) Type() string { return "DURATION" }

func (s *span) String() string {
	if s.d == 0 {
		return "" // no default to show
	}
	return s.d.String()
}

func (s *span) Set(text string) error {
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 || (d == 0 && !s.unlimited) {
		return fmt.Errorf("%q is no duration: want a positive number with its unit such as 500ms, 2s or 1m30s", text)
	}
	s.d = d
	return nil
}

// A threshold is one --fail-under: the smallest value that a component of the
// score, or the score itself, may have.
type threshold struct {
	name string
	min  float64
}

// scoreName is the threshold's name for the score as a whole.
const scoreName = "score"

func parseThreshold(text string) (threshold, error) {
	name, value, found := strings.Cut(text, "=")
	min, err := strconv.ParseFloat(value, 64)
	if !found || name == "" || err != nil || math.IsNaN(min) || math.IsInf(min, 0) {
		return threshold{}, fmt.Errorf("--fail-under %q: want NAME=VALUE such as score=0.9, NAME being score or a component that the harness returns, VALUE a number", text)
	}
	return threshold{name: name, min: min}, nil
}

// missed says how r falls short of t, or nothing if it does not. A component
// that the harness did not return is missed: a typing error in a threshold must
// not make it pass.
func (t threshold) missed(r *supervisor.Result) string {
	got, found := r.Components[t.name]
	if t.name == scoreName && r.Score != nil {
		got, found = *r.Score, true
	}
	switch {
	case !found:
		return fmt.Sprintf("%s is missing, want at least %g", t.name, t.min)
	case got < t.min:
		return fmt.Sprintf("%s %.4g is under %g", t.name, got, t.min)
	}
	return ""
}

// parseArgs reads --args. The elements are passed on as they are: what they
// mean depends on the parameters of the function, which only the worker knows.
func parseArgs(text string) ([]json.RawMessage, error) {
	var args []json.RawMessage
	dec := json.NewDecoder(strings.NewReader(text))
	err := dec.Decode(&args)
	if err == nil && args == nil {
		err = errors.New("it is null")
	}
	if err == nil {
		if _, more := dec.Token(); more != io.EOF {
			err = errors.New("something follows the array")
		}
	}
	if err != nil {
		return nil, fmt.Errorf("--args %q is no JSON array: %v; want one element for each parameter, such as '[3, \"x\"]'", text, err)
	}
	return args, nil
}
