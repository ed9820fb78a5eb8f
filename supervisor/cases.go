package supervisor

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"math/big"
	"slices"
)

// Bounds of Cases.
const (
	MaxCases     = 100_000
	maxCaseLine  = maxInputs + maxValue + 1<<16
	maxCaseBytes = 256 << 20 // of a whole file
)

// ErrBadCases says that cases are not ones. It comes wrapped, with the line.
var ErrBadCases = errors.New("bad cases")

// A Case is a question with its answer.
type Case struct {
	Args json.RawMessage `json:"args"` // a JSON array, an element for each parameter
	// Want is the value that Result.Value is to be: of several results an
	// array, without a trailing error.
	Want json.RawMessage `json:"want"`
	// Tolerance is by how much each number in the answer may be off, up or
	// down: an absolute difference, at least 0.
	Tolerance json.Number `json:"tolerance,omitempty"`
}

// Cases are checked cases, for RunCases. They do not change and may be used by
// several goroutines.
type Cases struct {
	inputs     [][]byte
	want       []wanted
	tolerances []*big.Rat
	lines      []int // where each came from; nil if from no file
}

// Len is how many there are.
func (c *Cases) Len() int { return len(c.inputs) }

// NewCases checks cases, at least 1 and at most MaxCases. The error wraps
// ErrBadCases and names the first that is none, counting from 1.
func NewCases(list []Case) (*Cases, error) {
	c := &Cases{}
	for i, one := range list {
		if err := c.add(one); err != nil {
			return nil, fmt.Errorf("%w: case %d: %w", ErrBadCases, i+1, err)
		}
	}
	return c.enough()
}

// ReadCases reads JSON lines, {"args":[...],"want":...,"tolerance":...} each;
// tolerance may be left out, and empty lines are passed over. A name that a
// case does not have is refused. The error wraps ErrBadCases and names the
// line; or it is r's.
func ReadCases(r io.Reader) (*Cases, error) {
	limited := &io.LimitedReader{R: r, N: maxCaseBytes + 1}
	s := bufio.NewScanner(limited)
	s.Buffer(make([]byte, 64<<10), maxCaseLine)
	c := &Cases{}
	n := 0
	for s.Scan() {
		n++
		text := bytes.TrimSpace(s.Bytes())
		if n == 1 {
			text = bytes.TrimPrefix(text, []byte("\ufeff"))
		}
		if len(text) == 0 {
			continue
		}
		one, err := readCase(text)
		if err == nil {
			err = c.add(one)
		}
		if err != nil && limited.N > 0 {
			return nil, fmt.Errorf("%w: line %d: %w", ErrBadCases, n, err)
		}
		c.lines = append(c.lines, n)
	}
	switch err := s.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return nil, fmt.Errorf("%w: line %d has more than %d bytes", ErrBadCases, n+1, maxCaseLine)
	case err != nil:
		return nil, err
	case limited.N <= 0:
		return nil, fmt.Errorf("%w: more than %d bytes in all", ErrBadCases, maxCaseBytes)
	}
	return c.enough()
}

// readCase reads an object member by member: as a whole encoding/json would take
// "Want" for "want", the last of two, and the text "1" for a number.
func readCase(text []byte) (c Case, err error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	if err := c.decode(dec); err != nil {
		return c, fmt.Errorf(`want {"args":[...],"want":...,"tolerance":...}: %w`, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return c, errors.New("something follows the case: want one in each line")
	}
	return c, nil
}

func (c *Case) decode(dec *json.Decoder) error {
	var tolerance json.RawMessage
	members := map[string]*json.RawMessage{"args": &c.Args, "want": &c.Want, "tolerance": &tolerance}
	begin, err := dec.Token()
	if err != nil {
		return err
	}
	if begin != json.Delim('{') {
		return errors.New("it is no object")
	}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return err
		}
		member, known := members[name.(string)] // as every name is
		switch {
		case !known:
			return fmt.Errorf("unknown field %.100q", name)
		case *member != nil:
			return fmt.Errorf("field %q is there twice", name)
		}
		if err := dec.Decode(member); err != nil {
			return err
		}
	}
	if string(tolerance) != "null" {
		c.Tolerance = json.Number(tolerance)
	}
	_, err = dec.Token()
	return err
}

func (c *Cases) enough() (*Cases, error) {
	if len(c.inputs) == 0 {
		return nil, fmt.Errorf("%w: there are none", ErrBadCases)
	}
	return c, nil
}

func (c *Cases) add(one Case) error {
	if len(c.inputs) == MaxCases {
		return fmt.Errorf("it is one more than the %d that there may be", MaxCases)
	}
	input, err := caseArgs(one.Args)
	if err != nil {
		return err
	}
	if len(one.Want) == 0 {
		return errors.New(`"want" is missing: say null if that is what is wanted`)
	}
	if len(one.Want) > maxValue {
		return fmt.Errorf(`"want" has %d bytes, and no result has more than %d`, len(one.Want), maxValue)
	}
	want, err := readWanted(one.Want)
	if err != nil {
		return fmt.Errorf(`"want": %w`, err)
	}
	tolerance, err := caseTolerance(one.Tolerance)
	if err != nil {
		return err
	}
	c.inputs = append(c.inputs, input)
	c.want = append(c.want, want)
	c.tolerances = append(c.tolerances, tolerance)
	return nil
}

// caseArgs checks arguments as far as can be without the function, and makes
// a copy: nothing else of the case's line must go where they go.
func caseArgs(raw json.RawMessage) ([]byte, error) {
	var list []json.RawMessage
	switch {
	case len(raw) == 0:
		return nil, errors.New(`"args" is missing: say [] if there are none`)
	case len(raw) > maxInputs:
		return nil, fmt.Errorf(`"args" has %d bytes, at most %d`, len(raw), maxInputs)
	case json.Unmarshal(raw, &list) != nil || list == nil:
		return nil, fmt.Errorf(`"args" is %.60s: want an array with an element for each parameter`, raw)
	}
	return bytes.Clone(raw), nil
}

func caseTolerance(n json.Number) (*big.Rat, error) {
	if n == "" {
		return new(big.Rat), nil
	}
	// The text may be anything in a Case that was not read from a file.
	f, err := n.Float64()
	if err != nil || f < 0 || math.IsInf(f, 0) || math.IsNaN(f) || !json.Valid([]byte(n)) {
		return nil, fmt.Errorf(`"tolerance" is %.60s: want a number that is at least 0`, n)
	}
	r := parseDecimal(n.String()).rat()
	if r == nil {
		r, _ = new(big.Rat).SetString(fmt.Sprintf("%g", f))
	}
	return r, nil
}

// line is where case i came from: its line, or its number.
func (c *Cases) line(i int) int {
	if c.lines == nil {
		return i + 1
	}
	return c.lines[i]
}

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }
