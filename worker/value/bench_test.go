package value

import (
	"encoding/json"
	"reflect"
	"testing"
)

func BenchmarkEncode(b *testing.B) {
	floats := make([]float64, 1000)
	for i := range floats {
		floats[i] = float64(i) / 3
	}
	points := make([]point, 100)
	for name, v := range map[string]any{
		"int": 1764, "float64": 0.85, "string": "hello", "1000 floats": floats, "100 structs": points,
		"map": map[string]float64{"correctness": 0.9, "speed": 0.5, "score": 0.7},
	} {
		vals := []reflect.Value{reflect.ValueOf(v)}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Encode(vals, 0); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkDecodeArgs(b *testing.B) {
	floats, _ := json.Marshal([][]float64{make([]float64, 1000)})
	for _, test := range []struct {
		name string
		raw  string
		fn   any
	}{
		{"int", `[42]`, func(int) {}},
		{"two floats", `[0.5, 1.25]`, func(float64, float64) {}},
		{"string", `["hello"]`, func(string) {}},
		{"1000 floats", string(floats), func([]float64) {}},
		{"struct", `[{"X":1,"why":2}]`, func(point) {}},
	} {
		ft, raw := reflect.TypeOf(test.fn), json.RawMessage(test.raw)
		b.Run(test.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := DecodeArgs(raw, ft); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
