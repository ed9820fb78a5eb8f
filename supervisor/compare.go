package supervisor

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/big"
	"strings"
)

// A wanted value is what a case wants, read once: nil, a bool, a string, a
// decimal, a list of wanted values or a map of them.
type wanted any

// readWanted reads a JSON value. Of names that an object has twice the last
// counts.
func readWanted(raw json.RawMessage) (wanted, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the value")
	}
	return withDecimals(v), nil
}

func withDecimals(v any) wanted {
	switch v := v.(type) {
	case json.Number:
		return parseDecimal(v.String())
	case []any:
		for i := range v {
			v[i] = withDecimals(v[i])
		}
	case map[string]any:
		for name := range v {
			v[name] = withDecimals(v[name])
		}
	}
	return v
}

// A comparison is how far an answer is from what was wanted.
type comparison struct {
	tolerance *big.Rat
	wrong     bool
	leaves    int     // scalars compared
	error     float64 // the sum of theirs, each from 0 to 1
	path      []step  // to what is being compared
	where     string  // the path of the first that is wrong
	what      string  // what is wrong with it, without the wanted value
}

// A step leads from a value to one in it.
type step struct {
	name  string // of an object
	index int    // of an array, if there is no name
	named bool
}

// compare compares an answer, which is JSON, with what is wanted.
func compare(want wanted, answer json.RawMessage, tolerance *big.Rat) *comparison {
	c := &comparison{tolerance: tolerance}
	if len(answer) == 0 {
		c.miss(1, "no value was returned")
		return c
	}
	got, err := readWanted(answer)
	if err != nil {
		c.miss(1, "the value cannot be read: "+err.Error())
		return c
	}
	c.value(want, got)
	return c
}

// mean is the comparison's error: 0 for an answer that is equal, at most 1.
func (c *comparison) mean() float64 {
	if c.leaves == 0 {
		return 0
	}
	return c.error / float64(c.leaves)
}

func (c *comparison) miss(weight int, what string) {
	c.leaves += weight
	c.error += float64(weight)
	c.fault(what)
}

func (c *comparison) fault(what string) {
	if !c.wrong {
		c.wrong, c.where, c.what = true, c.words(), what
	}
}

// words is the path as text.
func (c *comparison) words() string {
	var text strings.Builder
	for _, s := range c.path {
		switch {
		case text.Len() > maxMissValue:
			return text.String() + "..."
		case s.named:
			fmt.Fprintf(&text, ".%.40s", s.name)
		default:
			fmt.Fprintf(&text, "[%d]", s.index)
		}
	}
	return text.String()
}

// at compares what is one step further.
func (c *comparison) at(s step, want, got wanted) {
	c.path = append(c.path, s)
	c.value(want, got)
	c.path = c.path[:len(c.path)-1]
}

func (c *comparison) value(want, got wanted) {
	switch want := want.(type) {
	case decimal:
		if got, ok := got.(decimal); ok {
			c.number(want, got)
			return
		}
	case []any:
		if got, ok := got.([]any); ok {
			c.list(want, got)
			return
		}
	case map[string]any:
		if got, ok := got.(map[string]any); ok {
			c.object(want, got)
			return
		}
	default: // nil, a bool or a string
		if want == scalar(got) {
			c.leaves++
			return
		}
	}
	if kind(want) == kind(got) {
		c.miss(weigh(want), "it is another "+kind(want))
		return
	}
	c.miss(weigh(want), fmt.Sprintf("it is %s, not %s", article(got), article(want)))
}

func (c *comparison) number(want, got decimal) {
	c.leaves++
	if want.equals(got) {
		return
	}
	distance, within := want.distance(got, c.tolerance)
	c.error += relative(distance, want.float())
	if !within {
		c.fault(fmt.Sprintf("it is off by %.4g", distance))
	}
}

// relative makes an error of a distance: d/(1+d), where d is in units of what
// is wanted, or of 1 if that is smaller.
func relative(distance, want float64) float64 {
	d := distance / max(1, math.Abs(want))
	if math.IsNaN(d) || math.IsInf(d, 0) {
		return 1
	}
	return d / (1 + d)
}

func (c *comparison) list(want, got []any) {
	n := min(len(want), len(got))
	for i := range n {
		c.at(step{index: i}, want[i], got[i])
	}
	if len(want) == len(got) {
		return
	}
	more := len(got) - n
	for _, v := range want[n:] {
		more += weigh(v)
	}
	c.miss(max(more, 1), fmt.Sprintf("it has %d elements, not %d", len(got), len(want)))
}

func (c *comparison) object(want, got map[string]any) {
	missing, more := 0, 0
	for _, name := range sortedKeys(want) {
		if v, ok := got[name]; ok {
			c.at(step{name: name, named: true}, want[name], v)
		} else {
			missing += weigh(want[name])
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			more++
		}
	}
	if missing+more > 0 {
		c.miss(missing+more, fmt.Sprintf("it has %d names, of which %d do not belong", len(got), more))
	}
}

// weigh is how many scalars a value is compared as; an empty list is one.
func weigh(v wanted) int {
	n := 0
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			n += weigh(e)
		}
	case map[string]any:
		for _, e := range v {
			n += weigh(e)
		}
	}
	return max(n, 1)
}

// scalar is v if it can be compared by ==.
func scalar(v wanted) wanted {
	switch v.(type) {
	case nil, bool, string:
		return v
	}
	return decimal{text: "no scalar"}
}

func kind(v wanted) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "bool"
	case string:
		return "string"
	case decimal:
		return "number"
	case []any:
		return "array"
	}
	return "object"
}

func article(v wanted) string {
	switch k := kind(v); k {
	case "null":
		return k
	case "array", "object":
		return "an " + k
	default:
		return "a " + k
	}
}
