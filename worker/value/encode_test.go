package value

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/petri-lab/petri/worker/engine"
)

func encode(vals ...any) (string, error) {
	var vs []reflect.Value
	for _, v := range vals {
		vs = append(vs, reflect.ValueOf(v))
	}
	raw, err := Encode(vs, 1<<20)
	return string(raw), err
}

type Inner struct{ A, B int }

type outer struct {
	Inner
	B     string
	Empty string         `json:"empty,omitempty"`
	Zero  time.Time      `json:"zero,omitzero"`
	Str   float64        `json:"str,string"`
	Map   map[string]int `json:"map"`
	priv  int
}

type text struct{ s string }

func (t text) MarshalText() ([]byte, error) { return []byte("<" + t.s + ">"), nil }

type panics struct{}

func (panics) MarshalJSON() ([]byte, error) { panic("no") }

type garbage struct{}

func (*garbage) MarshalJSON() ([]byte, error) { return []byte("{"), nil }

func TestEncode(t *testing.T) {
	_ = outer{priv: 1}
	var nilIface any
	for _, test := range []struct {
		vals []any
		want string
	}{
		{nil, `null`},
		{[]any{1}, `1`},
		{[]any{1, "a", nil}, `[1,"a",null]`},
		{[]any{int64(math.MinInt64)}, `-9223372036854775808`},
		{[]any{uint64(math.MaxUint64)}, `18446744073709551615`},
		{[]any{1.5}, `1.5`},
		{[]any{3.0}, `3`},
		{[]any{1e21}, `1e+21`},
		{[]any{1e-9}, `1e-9`},
		{[]any{float32(0.1)}, `0.1`},
		{[]any{math.NaN(), math.Inf(1), math.Inf(-1)}, `["NaN","+Inf","-Inf"]`},
		{[]any{[]float64{math.NaN()}}, `["NaN"]`},
		{[]any{"<a>&\"\\\n\x01é\xff\u2028"}, `"<a>&\"\\\n\u0001é\ufffd\u2028"`},
		{[]any{[]byte("hi")}, `"aGk="`},
		{[]any{[2]byte{1, 2}}, `[1,2]`},
		{[]any{[]int(nil)}, `null`},
		{[]any{[]int{}}, `[]`},
		{[]any{map[string]int{"b": 1, "a": 2}}, `{"a":2,"b":1}`},
		{[]any{map[int]string{10: "x", 9: "y"}}, `{"10":"x","9":"y"}`},
		{[]any{map[text]int{{"k"}: 1}}, `{"<k>":1}`},
		{[]any{&point{1, 2}}, `{"X":1,"why":2}`},
		{[]any{[]any{nilIface, ptr(ptr(3)), (*int)(nil)}}, `[null,3,null]`},
		{[]any{outer{Inner: Inner{1, 2}, B: "b", Str: 1.5}}, `{"A":1,"B":"b","str":"1.5","map":null}`},
		{[]any{big.NewInt(7), *big.NewInt(8), (*big.Int)(nil)}, `[7,8,null]`},
		{[]any{big.NewFloat(1.5)}, `"1.5"`},
		{[]any{time.Unix(0, 0).UTC()}, `"1970-01-01T00:00:00Z"`},
		{[]any{time.Second}, `1000000000`},
		{[]any{json.RawMessage(` {"a" : 1} `)}, `{"a":1}`},
		{[]any{struct {
			A int
			B int `petri_unexported:"" json:"-"`
			C int `petri_unexported:""`
		}{1, 2, 3}}, `{"A":1}`},
		{[]any{struct {
			P struct{ X int } `petri_embedded:""`
			Y int
		}{Y: 2}}, `{"X":0,"Y":2}`},
	} {
		t.Run(test.want, func(t *testing.T) {
			got, err := encode(test.vals...)
			if err != nil || got != test.want {
				t.Errorf("got %s, %v\nwant %s", got, err, test.want)
			}
			if err == nil && !json.Valid([]byte(got)) {
				t.Error("not JSON")
			}
		})
	}
}

// What encoding/json can encode, comes out the same.
func TestEncodeAsEncodingJSON(t *testing.T) {
	for _, v := range []any{
		1, -1.25e-7, 1e20, 123456789.5, float32(1e-7), float32(3.4e38), "plain", "\u2029\b\f", true,
		[]string{"a", ""}, map[string][]int{"z": {1}, "a": nil}, outer{Map: map[string]int{"x": 1}},
		derived{base: base{1, 2}, point: &point{3, 4}, Shadow: "s"}, tagged{Name: "n", hidden: 1, Any: point{}},
		struct {
			*Inner
			C int `json:",omitempty"`
		}{nil, 0},
	} {
		want, _ := json.Marshal(v)
		if got, err := encode(v); err != nil || got != string(want) {
			t.Errorf("got %s, %v\nwant %s", got, err, want)
		}
	}
}

type list struct{ Next *list }
type selfish []any

func TestEncodeErrors(t *testing.T) {
	cycle := &list{}
	cycle.Next = cycle
	self := selfish{nil}
	self[0] = self
	m := map[string]any{}
	m["m"] = m
	var deep any
	for range MaxDepth + 1 {
		deep = []any{deep}
	}
	var p loop
	p = &p
	for name, test := range map[string]struct {
		v    any
		kind error
		text string
	}{
		"pointer cycle": {cycle, ErrTooDeep, "or in a cycle"},
		"slice cycle":   {self, ErrTooDeep, "or in a cycle"},
		"map cycle":     {m, ErrTooDeep, "or in a cycle"},
		"pointer loop":  {p, ErrTooDeep, "or in a cycle"},
		"deep":          {deep, ErrTooDeep, "nests deeper than 1000"},
		"long string":   {strings.Repeat("x", 1<<20), ErrTooLarge, "more than 1048576 bytes"},
		"escapes":       {strings.Repeat("\x01", 1<<19), ErrTooLarge, "more than 1048576 bytes"},
		"long bytes":    {make([]byte, 1<<20), ErrTooLarge, "more than"},
		"long list":     {make([]struct{}, 1<<40), ErrTooLarge, "more than"},
		"wide map":      {map[string]string{"k": strings.Repeat("x", 1<<20)}, ErrTooLarge, `["k"]: JSON of more than`},
		"func":          {[]any{1, func() {}}, ErrUnencodable, "[1]: a func() has no JSON"},
		"nil func":      {struct{ F func(int) }{}, ErrUnencodable, ".F: a func(int) has no JSON"},
		"chan":          {map[string]chan int{"c": make(chan int)}, ErrUnencodable, `["c"]: a chan int has no JSON`},
		"complex":       {1i, ErrUnencodable, "a complex128 has no JSON"},
		"map key":       {map[float64]int{1: 1}, ErrUnencodable, "a map with keys of type float64 has no JSON"},
		"panics":        {panics{}, ErrUnencodable, "value.panics: value.panics panicked: no"},
		"garbage":       {garbage{}, ErrUnencodable, "value.garbage: unexpected end of JSON input"},
		"year":          {time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), ErrUnencodable, "time.Time: Time.MarshalJSON"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := encode(test.v)
			if !errors.Is(err, test.kind) || !strings.Contains(err.Error(), test.text) {
				t.Errorf("got %v, want %q", err, test.text)
			}
			if errors.Is(err, ErrArguments) {
				t.Error("a result is no argument")
			}
		})
	}
	if _, err := encode(1, func() {}); err == nil || err.Error() != "result 2: a func() has no JSON" {
		t.Errorf("got %v", err)
	}
}

func TestEncodeLimit(t *testing.T) {
	v := []reflect.Value{reflect.ValueOf([]string{"ab", "c"})} // ["ab","c"]
	if raw, err := Encode(v, 10); err != nil || len(raw) != 10 {
		t.Errorf("exactly the limit: %s, %v", raw, err)
	}
	for n := 1; n < 10; n++ {
		if _, err := Encode(v, n); !errors.Is(err, ErrTooLarge) {
			t.Errorf("limit %d: %v", n, err)
		}
	}
	if _, err := Encode(v, 0); err != nil {
		t.Errorf("default: %v", err)
	}
}

type Wrapper struct{ inner any }

func TestEncodeUnwrap(t *testing.T) {
	e := Encoder{Unwrap: func(v reflect.Value) (reflect.Value, bool) {
		w, ok := v.Interface().(Wrapper)
		return reflect.ValueOf(w.inner), ok
	}}
	v := reflect.ValueOf([]any{Wrapper{3}, Wrapper{Wrapper{[]int{1}}}, Wrapper{nil}, point{}})
	raw, err := e.Encode([]reflect.Value{v})
	if want := `[3,[1],null,{"X":0,"why":0}]`; err != nil || string(raw) != want {
		t.Errorf("got %s, %v", raw, err)
	}
	_, err = e.Encode([]reflect.Value{reflect.ValueOf(map[Wrapper]int{{"a"}: 1})})
	if !errors.Is(err, ErrUnencodable) || !strings.Contains(err.Error(), "keys of type any") {
		t.Errorf("keys of any type: %v", err)
	}
	forever := Encoder{Unwrap: func(v reflect.Value) (reflect.Value, bool) { return v, true }}
	if _, err := forever.Encode([]reflect.Value{reflect.ValueOf(Wrapper{})}); !errors.Is(err, ErrTooDeep) {
		t.Errorf("a wrapper of itself: %v", err)
	}
}

// An interpreted type is one that reflect.StructOf made.
func TestInterpretedStruct(t *testing.T) {
	st := reflect.StructOf([]reflect.StructField{
		{Name: "A", Type: reflect.TypeFor[int]()},
		{Name: "Xb", Type: reflect.TypeFor[int](), Tag: engine.UnexportedTag + `:"" json:"-"`},
	})
	v, err := Decode(json.RawMessage(`{"a":3}`), st)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := Encode([]reflect.Value{v}, 0)
	if err != nil || string(raw) != `{"A":3}` {
		t.Errorf("got %s, %v", raw, err)
	}
	for _, hidden := range []string{"Xb", "b"} {
		_, err := Decode(json.RawMessage(`{"`+hidden+`":1}`), st)
		if err == nil || err.Error() != "."+hidden+": struct has no such field" {
			t.Errorf("%s: %v", hidden, err)
		}
	}
}

func TestSplitError(t *testing.T) {
	boom := errors.New("boom")
	for _, test := range []struct {
		fn     any
		vals   int
		hasErr bool
		isNil  bool
	}{
		{func() {}, 0, false, false},
		{func() int { return 1 }, 1, false, false},
		{func() error { return nil }, 0, true, true},
		{func() (int, error) { return 1, boom }, 1, true, false},
	} {
		f := reflect.ValueOf(test.fn)
		vals, e := SplitError(f.Call(nil), f.Type())
		if len(vals) != test.vals || e.IsValid() != test.hasErr || test.hasErr && e.IsNil() != test.isNil {
			t.Errorf("%s: got %v, %v", f.Type(), vals, e)
		}
	}
}

func TestRoundTrip(t *testing.T) {
	type all struct {
		I   int64
		U   uint64
		F   []float64
		S   string
		By  []byte
		M   map[int]*point
		Ar  [2]bool
		T   time.Time
		Big *big.Int
		Inner
	}
	in := all{
		I: math.MinInt64, U: math.MaxUint64, F: []float64{math.Inf(1), math.MaxFloat64, math.SmallestNonzeroFloat64, math.Copysign(0, -1)},
		S: "\x00\"é😀", By: []byte{0, 255}, M: map[int]*point{-3: {1, 2}, 4: nil}, Ar: [2]bool{true, false},
		T: time.Unix(1, 5).UTC(), Big: big.NewInt(-9), Inner: Inner{1, 2},
	}
	raw, err := Encode([]reflect.Value{reflect.ValueOf(in)}, 0)
	if err != nil {
		t.Fatal(err)
	}
	out, err := Decode(raw, reflect.TypeFor[all]())
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(out.Interface(), in) {
		t.Errorf("got %+v\nwant %+v", out.Interface(), in)
	}
}
