package supervisor

import (
	"encoding/json"
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestCompare(t *testing.T) {
	for _, tc := range []struct {
		want, got, tolerance string
		correct              bool
		error                float64
	}{
		{"3", "3", "0", true, 0},
		{"3", "3.0", "0", true, 0},
		{"300", "3e2", "0", true, 0},
		{"0", "-0", "0", true, 0},
		{"0.1", "1e-1", "0", true, 0},
		{"0.1", "0.1000000000000000055511151231257827", "0", true, 0},
		{"0.1", "0.10000000000000002", "0", false, 2e-17},
		{"9007199254740993", "9007199254740992", "0", false, 1.1e-16},
		{"9007199254740993", "9007199254740992", "1", true, 1.1e-16},
		{"9223372036854775807", "9223372036854775807", "0", true, 0},
		{"9223372036854775807", "9223372036854775806", "0", false, 1.08e-19},
		{"123456789012345678901234567890", "123456789012345678901234567890", "0", true, 0},
		{"123456789012345678901234567890", "123456789012345678901234567891", "0", false, 8.1e-30},
		{"1", "3", "0", false, 2. / 3},
		{"10", "15", "0", false, 1. / 3},
		{"1", "1.25", "0.25", true, 0.2},
		{"0.3", "0.2", "0.1", true, 1. / 11},
		{"1", "1.2500001", "0.25", false, 0.2},
		{"1", "1e999999999", "5", false, 1},
		{"1", "-1e999999999999999999999", "5", false, 1},
		{"1e400", "1e400", "0", true, 0},
		{"1e999999999", "1e999999998", "5", false, 1},
		{"0", "1e-999999999", "1", true, 0},
		{`"NaN"`, `"NaN"`, "0", true, 0},
		{`"+Inf"`, `"-Inf"`, "9", false, 1},
		{"1", `"NaN"`, "9", false, 1},
		{`"NaN"`, "1", "9", false, 1},
		{`"a"`, `"a"`, "0", true, 0},
		{`"a"`, `"b"`, "0", false, 1},
		{"true", "true", "0", true, 0},
		{"true", "1", "0", false, 1},
		{"null", "null", "0", true, 0},
		{"null", "", "0", false, 1},
		{"null", "[]", "0", false, 1},
		{"[]", "[]", "0", true, 0},
		{"[]", "{}", "0", false, 1},
		{"[1,2]", "[1,2]", "0", true, 0},
		{"[1,2]", "[2,1]", "0", false, 5. / 12},
		{"[1,2]", "[1]", "0", false, 0.5},
		{"[1]", "[1,2,3]", "0", false, 2. / 3},
		{"[[1,2],[3,4]]", "[]", "0", false, 1},
		{`{"a":1,"b":[true]}`, `{"b":[true],"a":1.0}`, "0", true, 0},
		{`{"a":1,"b":2}`, `{"a":1}`, "0", false, 0.5},
		{`{"a":1}`, `{"a":1,"b":2}`, "0", false, 0.5},
		{`{"a":[1,2,3]}`, `7`, "0", false, 1},
	} {
		want, err := readWanted([]byte(tc.want))
		if err != nil {
			t.Fatal(err)
		}
		tolerance, _ := new(big.Rat).SetString(tc.tolerance)
		c := compare(want, []byte(tc.got), tolerance)
		if c.wrong == tc.correct {
			t.Errorf("want %s, got %s within %s: wrong %v at %s: %s", tc.want, tc.got, tc.tolerance, c.wrong, c.where, c.what)
		}
		if off := math.Abs(c.mean() - tc.error); off > tc.error*0.02 || !(c.mean() >= 0 && c.mean() <= 1) {
			t.Errorf("want %s, got %s: error %v, want %v", tc.want, tc.got, c.mean(), tc.error)
		}
	}
}

func TestCompareSaysWhere(t *testing.T) {
	want, err := readWanted([]byte(`{"a":[1,{"b":"x"}],"c":1}`))
	if err != nil {
		t.Fatal(err)
	}
	c := compare(want, []byte(`{"a":[1,{"b":"`+strings.Repeat("y", 5000)+`"}],"c":2}`), new(big.Rat))
	if c.where != ".a[1].b" || c.what != "it is another string" {
		t.Errorf("%s: %s", c.where, c.what)
	}
}

// What a worker answers may be dear to compare.
func TestCompareHostile(t *testing.T) {
	want := parseDecimal("1")
	digits := strings.Repeat("9", maxDecimalDigits)
	numbers := strings.Repeat(digits+",", maxValue/len(digits)-2) + "1"
	begun := time.Now()
	for _, got := range []string{
		"[" + numbers + "]",
		strings.Repeat("[", 9000) + strings.Repeat("]", 9000),
		strings.Repeat("9", maxValue),
		"[" + strings.Repeat("1e999999999,", maxValue/20) + "1]",
		`{"` + strings.Repeat("n", maxValue-10) + `":1}`,
	} {
		list := make([]any, strings.Count(got, ",")+1)
		for i := range list {
			list[i] = want
		}
		for _, w := range []wanted{want, list, map[string]any{"a": want}} {
			if c := compare(w, json.RawMessage(got), new(big.Rat)); !c.wrong || c.mean() > 1 {
				t.Errorf("%.20s: %+v", got, c.mean())
			}
		}
	}
	if d := time.Since(begun); d > 30*time.Second {
		t.Errorf("it took %v", d)
	}
}

func TestReadCases(t *testing.T) {
	c, err := ReadCases(strings.NewReader("\ufeff{\"args\":[1],\"want\":2}\n\n  \r\n{\"args\":[],\"want\":null,\"tolerance\":0.5}"))
	if err != nil || c.Len() != 2 || c.line(0) != 1 || c.line(1) != 4 || string(c.inputs[0]) != "[1]" {
		t.Fatalf("%+v %v", c, err)
	}
	for text, message := range map[string]string{
		"":                                       "there are none",
		"\n\n":                                   "there are none",
		"x":                                      "line 1",
		`{"args":[1],"want":1}` + "\n[1]":        "line 2",
		`{"args":[1],"want":1,"wnat":1}`:         "wnat",
		`{"args":[1],"want":1} {}`:               "something follows",
		`{"args":1,"want":1}`:                    `"args" is 1`,
		`{"args":null,"want":1}`:                 `"args" is null`,
		`{"want":1}`:                             `"args" is missing`,
		`{"args":[]}`:                            `"want" is missing`,
		`{"args":[],"want":1,"tolerance":-1}`:    "at least 0",
		`{"args":[],"want":1,"tolerance":1e999}`: "at least 0",
		`{"args":[],"want":1,"tolerance":"small"}`: "line 1",
		`{"args":[],"want":1,"tolerance":[1]}`:     "line 1",
		`{"args":[],"want":1,"tolerance":"1"}`:     `"tolerance" is "1"`,
		`{"args":[],"want":1,"want":2}`:            `"want" is there twice`,
		`{"args":[],"Want":1}`:                     `unknown field "Want"`,
		`{"args":[],"want":1`:                      "line 1",
		`{"args":[],"want":}`:                      "line 1",
		`null`:                                     "no object",
		`{"args":[],"want":[` + strings.Repeat("1,", maxValue/2) + `1]}`: "no result has more",
		`{"args":["` + strings.Repeat("x", maxInputs) + `"],"want":1}`:   "at most",
		"{}" + strings.Repeat(" ", maxCaseLine) + "\n":                   "line 1 has more than",
	} {
		_, err := ReadCases(strings.NewReader(text))
		if err == nil || !strings.Contains(err.Error(), message) || !strings.Contains(err.Error(), ErrBadCases.Error()) {
			t.Errorf("%.60q: %v, want %q", text, err, message)
		}
	}
	if _, err := NewCases([]Case{{Args: []byte("[]"), Want: []byte("1")}, {Args: []byte("[]"), Want: []byte("1}")}}); err == nil || !strings.Contains(err.Error(), "case 2") {
		t.Error(err)
	}
	if _, err := NewCases(make([]Case, 1)); err == nil {
		t.Error("an empty case was taken")
	}
	if _, err := NewCases(slices.Repeat([]Case{{Args: []byte("[]"), Want: []byte("1")}}, MaxCases+1)); err == nil || !strings.Contains(err.Error(), "100000") {
		t.Error(err)
	}
}
