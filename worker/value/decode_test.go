package value

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/big"
	"reflect"
	"strings"
	"testing"
	"time"
)

type point struct {
	X int
	Y int `json:"why"`
}

type tagged struct {
	Name   string  `json:"name"`
	Skip   int     `json:"-"`
	Number int64   `json:",string"`
	Opt    *int    `json:"opt,omitempty"`
	Any    any     `json:"any"`
	P      []point `json:"p"`
	hidden int
}

type base struct{ ID, Shadow int }

type derived struct {
	base
	*point
	Shadow string
}

type loop *loop

func ptr[T any](v T) *T { return &v }

func TestDecode(t *testing.T) {
	_ = tagged{hidden: 1}
	for _, test := range []struct {
		json string
		want any
	}{
		{`true`, true},
		{`"x"`, "x"},
		{`"a\n\u00e9\ud83d\ude00"`, "a\né😀"},
		{"\"\xff\"", "\ufffd"},
		{` 42 `, 42},
		{`-128`, int8(-128)},
		{`9223372036854775807`, int64(math.MaxInt64)},
		{`-9223372036854775808`, int64(math.MinInt64)},
		{`18446744073709551615`, uint64(math.MaxUint64)},
		{`9007199254740993`, 9007199254740993},
		{`3.0`, 3},
		{`1e3`, 1000},
		{`1.25E+2`, 125},
		{`1200e-2`, 12},
		{`-0`, 0},
		{`-0`, uint(0)},
		{`0e99999999999999999999`, 0},
		{`18446744073709551615.0`, uint64(math.MaxUint64)},
		{`1.5`, 1.5},
		{`1e400e`[:3], 1e4},
		{`"+Inf"`, math.Inf(1)},
		{`"-Inf"`, float32(math.Inf(-1))},
		{`0.1`, float32(0.1)},
		{`1000000000`, time.Second},
		{`"aGk="`, []byte("hi")},
		{`[104,105]`, []byte("hi")},
		{`null`, []byte(nil)},
		{`[]`, []int{}},
		{`[1, 2 ,3]`, []int{1, 2, 3}},
		{`[[1],[],null]`, [][]int{{1}, {}, nil}},
		{`[1,2]`, [2]int{1, 2}},
		{`[]`, [0]int{}},
		{`{"b":1,"a":2}`, map[string]int{"a": 2, "b": 1}},
		{`{"-1":"x"}`, map[int]string{-1: "x"}},
		{`{"255":true}`, map[uint8]bool{255: true}},
		{`{}`, map[string]int{}},
		{`null`, map[string]int(nil)},
		{`{"X":1,"why":2}`, point{1, 2}},
		{`{"x":1,"WHY":2}`, point{1, 2}},
		{`{"name":"n","Number":"-5","opt":3,"any":[1,"a",{"k":null}],"p":[{"X":1}]}`,
			tagged{Name: "n", Number: -5, Opt: ptr(3), Any: []any{1.0, "a", map[string]any{"k": nil}}, P: []point{{X: 1}}}},
		{`{"ID":1,"Shadow":"s"}`, struct {
			base
			Shadow string
		}{base{ID: 1}, "s"}},
		{`null`, (*int)(nil)},
		{`7`, ptr(7)},
		{`7`, ptr(ptr(7))},
		{`12345678901234567890123`, func() *big.Int { b, _ := new(big.Int).SetString("12345678901234567890123", 10); return b }()},
		{`"2024-01-02T03:04:05Z"`, time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)},
		{`{"a":1.5,"b":[true,null,"s"]}`, ptr(any(map[string]any{"a": 1.5, "b": []any{true, nil, "s"}}))},
	} {
		t.Run(test.json, func(t *testing.T) {
			v, err := Decode(json.RawMessage(test.json), reflect.TypeOf(test.want))
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(v.Interface(), test.want) {
				t.Errorf("got %#v, want %#v", v.Interface(), test.want)
			}
		})
	}
}

func TestDecodeAny(t *testing.T) {
	for text, want := range map[string]any{"3": 3.0, `"NaN"`: "NaN", "null": nil, "[]": []any{}, "false": false} {
		v, err := Decode(json.RawMessage(text), reflect.TypeFor[any]())
		if err != nil || !reflect.DeepEqual(v.Interface(), want) {
			t.Errorf("%s: got %#v, %v; want %#v", text, v.Interface(), err, want)
		}
	}
	v, err := Decode(json.RawMessage(`"NaN"`), reflect.TypeFor[float64]())
	if err != nil || !math.IsNaN(v.Float()) {
		t.Errorf("got %v, %v", v, err)
	}
}

func TestDecodeErrors(t *testing.T) {
	for _, test := range []struct {
		json string
		into any
		kind error
		text string
	}{
		{`"x"`, 0, ErrType, `want int, got string "x"`},
		{`1.5`, 0, ErrType, `want int, got number 1.5`},
		{`1e-1`, 0, ErrType, `want int, got number 1e-1`},
		{`128`, int8(0), ErrType, `number 128 does not fit int8`},
		{`-1`, uint(0), ErrType, `number -1 does not fit uint`},
		{`18446744073709551616`, uint64(0), ErrType, `number 18446744073709551616 does not fit uint64`},
		{`1e999999999999999999999`, 0, ErrType, `number 1e999999999999999999999 does not fit int`},
		{`1e-999999999999999999999`, 0, ErrType, `want int, got number 1e-999999999999999999999`},
		{`1e400`, 0.0, ErrType, `number 1e400 does not fit float64`},
		{`1e39`, float32(0), ErrType, `number 1e39 does not fit float32`},
		{`"Inf"`, 0.0, ErrType, `want float64, got string "Inf"`},
		{`null`, 0, ErrType, `want int, got null`},
		{`null`, "", ErrType, `want string, got null`},
		{`true`, "", ErrType, `want string, got true`},
		{`1`, true, ErrType, `want bool, got number 1`},
		{`{}`, []int{}, ErrType, `want []int, got object`},
		{`[]`, map[string]int{}, ErrType, `want map[string]int, got array`},
		{`[1]`, [2]int{}, ErrType, `want [2]int, got array of 1`},
		{`[1,2,3]`, [2]int{}, ErrType, `want [2]int, got array of 3`},
		{`"!"`, []byte{}, ErrType, `want []uint8 in base64, got string "!": illegal base64 data at input byte 0`},
		{`[1,256]`, []byte{}, ErrType, `[1]: number 256 does not fit uint8`},
		{`{"a":{"b":[1,"x"]}}`, map[string]map[string][]int{}, ErrType, `["a"]["b"][1]: want int, got string "x"`},
		{`[0,{"why":"x"}]`, []any{}, nil, ``},
		{`[{},{"why":"x"}]`, []point{}, ErrType, `[1].why: want int, got string "x"`},
		{`{"z":1}`, point{}, ErrType, `.z: value.point has no such field`},
		{`{"Skip":1}`, tagged{}, ErrType, `.Skip: value.tagged has no such field`},
		{`{"hidden":1}`, tagged{}, ErrType, `.hidden: value.tagged has no such field`},
		{`{"Number":5}`, tagged{}, ErrType, `.Number: want string, got number 5`},
		{`{"x":1}`, map[int]int{}, ErrType, `["x"]: want int as key`},
		{`{"x":1}`, map[float64]int{}, ErrType, `["x"]: a map with keys of type float64 cannot be given as JSON`},
		{`{"x":1}`, map[any]int{}, ErrType, `["x"]: a map with keys of type any cannot be given as JSON`},
		{`1`, make(chan int), ErrType, `a chan int cannot be given as JSON`},
		{`1`, func() {}, ErrType, `a func() cannot be given as JSON`},
		{`1`, 1i, ErrType, `a complex128 cannot be given as JSON`},
		{`1`, ptr(io.Reader(nil)), ErrType, `a io.Reader cannot be given as JSON`},
		{`{}`, reflect.Value{}, ErrType, `a reflect.Value cannot be given as JSON`},
		{`"soon"`, time.Time{}, ErrType, `want time.Time, got string "soon": parsing time "soon" as "2006-01-02T15:04...`},
		{`"x"`, ptr(big.Int{}), ErrType, `want big.Int, got string "x": math/big: cannot unmarshal "\"x\"" into ...`},
		{`1`, loop(nil), ErrTooDeep, `nests deeper than 1000`},
		{`{"x":1`, point{}, ErrSyntax, `not JSON: unexpected end of JSON input`},
		{``, 0, ErrSyntax, `not JSON: unexpected end of JSON input`},
		{`1 2`, 0, ErrSyntax, `not JSON: invalid character '2' after top-level value`},
		{`NaN`, 0.0, ErrSyntax, `not JSON: invalid character 'N' looking for beginning of value`},
		{strings.Repeat("[", 2000) + strings.Repeat("]", 2000), ptr(any(nil)), ErrTooDeep, "..." + strings.Repeat("[0]", 80) + `: nests deeper than 1000`},
	} {
		t.Run(test.text, func(t *testing.T) {
			_, err := Decode(json.RawMessage(test.json), reflect.TypeOf(test.into))
			if test.kind == nil {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if !errors.Is(err, test.kind) || !errors.Is(err, ErrArguments) {
				t.Fatalf("%v is not %v", err, test.kind)
			}
			if err.Error() != test.text {
				t.Errorf("got  %s\nwant %s", err, test.text)
			}
		})
	}
	// The deepest value goes both ways.
	v, err := Decode([]byte(strings.Repeat("[", MaxDepth)+strings.Repeat("]", MaxDepth)), reflect.TypeFor[any]())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Encode([]reflect.Value{v}, 0); err != nil {
		t.Error(err)
	}
	_, err = Decode(make([]byte, MaxBytes+1), reflect.TypeFor[int]())
	if !errors.Is(err, ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
}

func TestDecodeEmbedded(t *testing.T) {
	// point is unexported, and a nil pointer to it could not be set.
	v, err := Decode(json.RawMessage(`{"ID":3,"Shadow":"s"}`), reflect.TypeFor[derived]())
	if d := v.Interface().(derived); err != nil || d.ID != 3 || d.Shadow != "s" {
		t.Errorf("got %+v, %v", d, err)
	}
	if _, err := Decode(json.RawMessage(`{"X":3}`), reflect.TypeFor[derived]()); !errors.Is(err, ErrType) {
		t.Errorf("field behind an unexported pointer: %v", err)
	}
}

func TestDecodeArgs(t *testing.T) {
	for _, test := range []struct {
		json string
		fn   any
		want string
		kind error
	}{
		{`[1,"a"]`, func(int, string) {}, `[1 a]`, nil},
		{``, func() {}, `[]`, nil},
		{` [ ] `, func() {}, `[]`, nil},
		{`[]`, func(...int) {}, `[]`, nil},
		{`[1,2,3]`, func(int, ...int) {}, `[1 2 3]`, nil},
		{`[[1,2]]`, func(...[]int) {}, `[[1 2]]`, nil},
		{`[[1,2], {"a":1}]`, func([]int, map[string]int) {}, `[[1 2] map[a:1]]`, nil},
		{`[1]`, func() {}, `want 0 arguments, got 1`, ErrCount},
		{`[1,[2,3],4]`, func(int, []int) {}, `want 2 arguments, got 3`, ErrCount},
		{`[]`, func(int, ...int) {}, `want at least 1 arguments, got 0`, ErrCount},
		{`[1,2,"x"]`, func(int, ...int) {}, `argument 3: want int, got string "x"`, ErrType},
		{`[0,[{},{},{},{"X":"x"}]]`, func(int, []point) {}, `argument 2: [3].X: want int, got string "x"`, ErrType},
		{`[{},1]`, func(context.Context, int) {}, `argument 1: a context.Context cannot be given; the function's deadline is the call's own`, ErrType},
		{`{"a":1}`, func(int) {}, `want an array of arguments, got object`, ErrType},
		{`null`, func() {}, `want an array of arguments, got null`, ErrType},
		{`[`, func() {}, `not JSON: unexpected end of JSON input`, ErrSyntax},
	} {
		t.Run(test.json, func(t *testing.T) {
			args, err := DecodeArgs(json.RawMessage(test.json), reflect.TypeOf(test.fn))
			if test.kind == nil {
				if got := fmt.Sprint(interfaces(args)); err != nil || got != test.want {
					t.Fatalf("got %v, %v; want %v", got, err, test.want)
				}
				reflect.ValueOf(test.fn).Call(args)
				return
			}
			if !errors.Is(err, test.kind) || !errors.Is(err, ErrArguments) || err.Error() != test.want {
				t.Errorf("got %v, want %v", err, test.want)
			}
		})
	}
}

func interfaces(vals []reflect.Value) []any {
	all := make([]any, len(vals))
	for i, v := range vals {
		all[i] = v.Interface()
	}
	return all
}
