package rt

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"testing"
	"time"
)

type (
	point struct{ X, Y int }
	mixed struct {
		Name   string
		age    int
		Any    any
		hidden any
		Err    error
		list   []point
	}
	celsius  float64
	word     string
	flag     bool
	small    uint8
	rawBytes []byte
	grid     [2][2]small
	names    map[word]int
	anys     []any
	table    map[string]any
	weekday  int
	failure  struct{ Code int }
	pfailure struct{ Code int }
	shown    struct{ n int }
	inner    struct{ Level weekday }
	outer    struct {
		inner
		*point
		Day weekday
		day weekday
	}
	noisy struct{ A int }
	bomb  int
	gostr struct{ A string }
	wide  struct {
		f float32
		C complex64
		U uint8
		R rune
		P *int
	}
	callback func(int) string
	tree     struct {
		Left, Right *tree
		V           int
	}
	key struct {
		A string
		B int
	}
	aged struct {
		D time.Duration
		d time.Duration
	}
	textual struct{ v any }
)

func (d weekday) String() string  { return [...]string{"Sun", "Mon", "Tue"}[d] }
func (f failure) Error() string   { return fmt.Sprintf("failure %d", f.Code) }
func (f *pfailure) Error() string { return fmt.Sprintf("pfailure %d", f.Code) }
func (s shown) String() string    { return fmt.Sprintf("<%d>", s.n) }
func (noisy) Format(s fmt.State, verb rune) {
	w, okw := s.Width()
	p, okp := s.Precision()
	fmt.Fprintf(s, "[%c %d %t %d %t %t]", verb, w, okw, p, okp, s.Flag('+'))
	io.WriteString(s, "!")
}
func (bomb) String() string      { panic("boom") }
func (g gostr) GoString() string { return "gostr(" + g.A + ")" }

var address = regexp.MustCompile(`(0[xX])?[0-9a-fA-F]{9,}`)

// sample lists values of many shapes.
func sample() []any {
	n := 7
	var nilPoint *point
	var nilFail *pfailure
	var nilMap names
	var nilFunc callback
	var nilErr error
	p := point{1, 2}
	return []any{
		nil, 1, "s", 2.5, true, 'x', uint8(3), complex(1, 2), []int{1, 2}, []string{"a", "b c"}, map[string]int{"b": 1, "a": 2},
		p, &p, &nilPoint, nilPoint, []point{{1, 2}, {3, 4}}, []*int{nil}, []*point{nil},
		mixed{"n", 3, point{1, 2}, weekday(1), failure{4}, []point{{5, 6}}}, &mixed{Any: []any{1, "x", nil}},
		mixed{Any: weekday(2), hidden: failure{1}},
		celsius(36.6), word("hi"), flag(true), small(200), rawBytes("raw"), []byte("raw"), grid{{1, 2}, {3, 4}},
		names{"z": 1, "a": 2}, nilMap, anys{1, "two", 3.0, nil, point{}, &p, weekday(0)}, table{"k": nil, "a": []any{1}},
		weekday(1), []weekday{0, 1, 2}, map[weekday]string{2: "x", 0: "y"}, map[string]weekday{"d": 1}, [3]weekday{},
		failure{3}, &failure{3}, &pfailure{4}, pfailure{5}, nilFail, []error{failure{1}, nil, &pfailure{2}, io.EOF},
		shown{3}, &shown{4}, []shown{{5}}, map[string]shown{"q": {6}}, struct{ S shown }{shown{7}}, struct{ s shown }{shown{8}},
		outer{inner{1}, nil, 2, 1}, &outer{}, noisy{1}, []noisy{{2}}, &noisy{3}, bomb(1), []bomb{1}, gostr{"a"}, []gostr{{"b"}},
		wide{1.5, complex(1, -2), 9, 'r', nil}, nilFunc, []callback{nil}, (chan int)(nil), tree{V: 1}, &tree{Left: nil, V: 2},
		map[key]int{{"b", 1}: 1, {"a", 2}: 2, {"a", 1}: 3}, map[any]int{"x": 1}, map[float64]word{2: "b", 1: "a"},
		time.Second, aged{time.Second, time.Minute}, []time.Duration{1, 2}, errors.New("plain"), io.EOF, textual{io.EOF}, textual{time.Second},
		struct{}{}, [0]int{}, [3]any{1}, nilErr, []any(nil), [][]point{{{1, 2}}, nil}, map[string][]point{"a": {{1, 1}}},
		struct {
			A int `json:"a"`
			b string
		}{1, "x"}, &[]point{{1, 2}}, &map[string]point{"a": {}}, &[2]point{}, &n, []any{n == 7, []any{[]any{weekday(1)}}},
		[]fmt.Stringer{weekday(1), nil, shown{2}}, word("a\"b\n"), []word{"a", "b"}, []rawBytes{[]byte("x")}, [2]small{65, 66}, []small{65},
	}
}

func TestSprintfAgrees(t *testing.T) {
	formats := []string{"%v", "%+v", "%#v", "%T", "%d", "%s", "%q", "%x", "%X", "%t", "%f", "%8.3f", "%e", "%g", "%c", "%U", "%p",
		"%5v", "%-8v|", "%08d", "%+d", "% d", "% x", "%#x", "%6.2v", "%.2s", "%10s|", "%-10q|", "%w", "%z", "%!", "%o", "%b", "%O", "%06v", "%+q", "%#q", "%x|%v", "%[1]v %[1]d"}
	b := newBridge(t)
	for i, v := range sample() {
		x := b.box(v)
		for _, format := range formats {
			want := address.ReplaceAllString(fmt.Sprintf(format, v), "ADDR")
			got := address.ReplaceAllString(b.u.Sprintf(format, x), "ADDR")
			if got != want {
				t.Errorf("value %d (%T) %s:\n got %s\nwant %s", i, v, format, got, want)
			}
		}
	}
}

func TestFormatsAgree(t *testing.T) {
	b := newBridge(t)
	for _, tt := range []struct {
		format string
		args   []any
	}{
		{"%d %s", []any{weekday(1)}}, {"%d", []any{weekday(1), point{1, 2}, nil}}, {"plain", []any{weekday(1)}},
		{"%[2]v %[1]v", []any{weekday(1), point{}}}, {"%[3]v", []any{weekday(1)}}, {"%[x]v", []any{weekday(1)}}, {"%[", []any{weekday(1)}},
		{"%*d|", []any{weekday(2), 5}}, {"%*v|", []any{5, weekday(2)}}, {"%-*v|", []any{6, weekday(2)}}, {"%*v|", []any{-6, weekday(2)}},
		{"%.*f|", []any{2, celsius(3.14159)}}, {"%[2]*[1]v|", []any{weekday(1), 6}}, {"%*v", []any{"x", weekday(1)}}, {"%.*v", []any{-1, weekday(1)}},
		{"%", []any{weekday(1)}}, {"%5", []any{weekday(1)}}, {"%%", []any{}}, {"%5%|%v", []any{weekday(1)}}, {"%.3", []any{weekday(1)}},
		{"%[1]d %d %d", []any{weekday(1), small(2)}}, {"%[1]5d", []any{weekday(1)}}, {"%[1].2f", []any{celsius(2)}}, {"%é", []any{weekday(1)}},
		{"%1000000000d", []any{weekday(1)}}, {"%v %v", []any{nil, weekday(1)}}, {"%6.2f%%", []any{celsius(12.345)}}, {"%t", []any{flag(false)}},
		{"%08.3f|%+.2e|%-8v|", []any{celsius(-3.5), celsius(1), celsius(2)}}, {"%x %X %#x", []any{word("hi"), rawBytes("hi"), small(255)}},
		{"%6d|%-6d|%06d", []any{small(1), small(2), small(3)}}, {"%s", []any{[]string{"a"}}}, {"%v", []any{struct{ E error }{failure{1}}}},
	} {
		want := fmt.Sprintf(tt.format, tt.args...)
		if got := b.u.Sprintf(tt.format, b.boxes(tt.args)...); got != want {
			t.Errorf("Sprintf(%q, %v):\n got %s\nwant %s", tt.format, tt.args, got, want)
		}
	}
}

func TestSprintAgrees(t *testing.T) {
	b := newBridge(t)
	for _, args := range [][]any{
		{}, {1, 2}, {"a", 1, 2, "b"}, {word("a"), word("b"), 1}, {weekday(1), weekday(2)}, {nil, nil}, {failure{1}, point{}}, {point{1, 2}, "x", point{}},
	} {
		if got, want := b.u.Sprint(b.boxes(args)...), fmt.Sprint(args...); got != want {
			t.Errorf("Sprint(%v) = %q, want %q", args, got, want)
		}
		if got, want := b.u.Sprintln(b.boxes(args)...), fmt.Sprintln(args...); got != want {
			t.Errorf("Sprintln(%v) = %q, want %q", args, got, want)
		}
	}
}
