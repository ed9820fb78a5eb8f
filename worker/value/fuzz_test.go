package value

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"
)

// Whatever the JSON, decoding ends in a value or in an error of ours, and what
// was decoded can be encoded and decoded again to the same.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{
		`[1,1.5,"x",[1,2],{"a":{"X":1}},null]`, `[1e3,"NaN","\ud800",[],{},{"a":[1,{}]}]`, `[`, ``, `[-0,0,"",null,null,0]`,
		"[1,2,\"\xff\",[3],{\"\":null},\"\"]", `[9007199254740993,1e308,"a",[0],{"a":null},[[[]]]]`,
	} {
		f.Add([]byte(s))
	}
	fn := reflect.TypeFor[func(int, float64, string, []uint8, map[string]*tagged, any)]()
	f.Fuzz(func(t *testing.T, raw []byte) {
		args, err := DecodeArgs(raw, fn)
		if err != nil {
			if !errors.Is(err, ErrArguments) || err.Error() == "" {
				t.Fatalf("not an argument error: %v", err)
			}
			return
		}
		first, err := Encode(args, 0)
		if err != nil {
			if errors.Is(err, ErrTooLarge) || errors.Is(err, ErrTooDeep) {
				return
			}
			t.Fatal(err)
		}
		if !json.Valid(first) {
			t.Fatalf("not JSON: %s", first)
		}
		again, err := DecodeArgs(first, fn)
		if err != nil {
			t.Fatalf("%s: %v", first, err)
		}
		second, err := Encode(again, 0)
		if err != nil || string(first) != string(second) {
			t.Fatalf("%s, then %s, %v", first, second, err)
		}
	})
}

func FuzzInteger(f *testing.F) {
	for _, s := range []string{"1", "-1e5", "1.50e1", "0.000e-9", "1e99999999999", "18446744073709551615.0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !json.Valid([]byte(s)) || s[0] != '-' && (s[0] < '0' || s[0] > '9') {
			return
		}
		digits, ok := integer(s)
		if ok && len(digits) > len(s)+22 {
			t.Fatalf("%q became %q", s, digits)
		}
	})
}
