package rt

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

type (
	nextDoc struct {
		Title string `json:"title"`
		Level level  `json:"level"`
		Next  *point `json:"next"`
	}
	level int
	base  struct {
		ID     int
		Shared string
	}
	Base2 struct {
		Other  bool
		Shared string
	}
	document struct {
		Title   string `json:"title"`
		Pages   int    `json:"pages,omitempty"`
		private string
		Tags    []string       `json:"tags"`
		Meta    map[string]any `json:"meta,omitempty"`
		Level   level          `json:"level"`
		Next    *nextDoc       `json:"next,omitempty"`
		When    time.Time      `json:"when,omitzero"`
		Skip    int            `json:"-"`
		//lint:ignore SA5008 the comma makes the name a dash
		Dash   int             `json:"-,"`
		Any    any             `json:"any"`
		Count  int             `json:"count,string"`
		Raw    json.RawMessage `json:"raw,omitempty"`
		Points []point
		ByName map[word]level
		base
		*Base2
	}
	color  struct{ R, G, B uint8 }
	temp   struct{ C float64 }
	choice struct {
		S fmt.Stringer
		E error
		A any
	}
	holder2 struct {
		C color
		P *color
		M map[string]color
		T temp
		K map[color]int
		L []temp
	}
	numbers struct {
		I8    int8
		U8    uint8
		F     float32
		B     bool
		S     string
		Bytes []byte
		Arr   [2]level
		IM    map[int]string
		Dur   time.Duration
	}
	cyclic  struct{ Next *cyclic }
	looped  struct{ Next any }
	bad     struct{ C chan int }
	failing struct{ X int }
	quotedT struct {
		B bool   `json:",string"`
		S string `json:",string"`
		F level  `json:",string"`
	}
)

func (c color) MarshalText() ([]byte, error) {
	return fmt.Appendf(nil, "#%02x%02x%02x", c.R, c.G, c.B), nil
}
func (c *color) UnmarshalText(b []byte) error {
	_, err := fmt.Sscanf(string(b), "#%02x%02x%02x", &c.R, &c.G, &c.B)
	if err != nil {
		return errors.New("no color")
	}
	return nil
}
func (t *temp) MarshalJSON() ([]byte, error) { return fmt.Appendf(nil, "{\"degrees\": %g}", t.C), nil }
func (t *temp) UnmarshalJSON(b []byte) error {
	var m map[string]float64
	if err := json.Unmarshal(b, &m); err != nil {
		return err
	}
	t.C = m["degrees"]
	return nil
}
func (failing) MarshalJSON() ([]byte, error) { return nil, errors.New("will not") }

func jsonSamples() []any {
	loop := &cyclic{}
	loop.Next = loop
	doc := document{Title: "<a&b>", private: "p", Tags: []string{"x"}, Meta: map[string]any{"k": 1, "l": []any{nil, true}}, Level: 3,
		Next: &nextDoc{Title: "n"}, Any: point{1, 2}, Count: 5, Raw: json.RawMessage(`{ "a" : 1 }`), Points: []point{{1, 2}},
		ByName: map[word]level{"b": 2, "a": 1}, base: base{7, "s"}}
	return append(sample(), doc, &doc, []document{doc}, document{Base2: &Base2{true, "t"}},
		color{1, 2, 3}, &color{}, temp{1.5}, &temp{2.5}, []temp{{1}}, map[string]temp{"a": {1}}, []any{temp{1}, &temp{2}},
		holder2{K: map[color]int{{}: 1}, L: []temp{{3}}}, &holder2{P: &color{9, 9, 9}, M: map[string]color{"x": {}}},
		choice{}, choice{weekday(1), failure{2}, "a"}, numbers{Bytes: []byte("hi"), IM: map[int]string{10: "a", 9: "b"}},
		loop, bad{}, failing{1}, []failing{{1}}, quotedT{true, "s\"", 4}, "\u2028<>&", map[bool]int{true: 1}, []float64{1e21, 1e-7, 100})
}

func TestMarshalAgrees(t *testing.T) {
	b := withSymbols(t)
	marshal := fn[func(Iface) ([]byte, Iface)](t, b, "encoding/json", "Marshal")
	indent := fn[func(Iface, string, string) ([]byte, Iface)](t, b, "encoding/json", "MarshalIndent")
	for i, v := range jsonSamples() {
		if _, cycle := v.(*cyclic); cycle {
			continue // see TestMarshalRefusesCycles
		}
		x := b.box(v)
		want, wantErr := json.Marshal(v)
		got, err := marshal(x)
		agree(t, b, fmt.Sprintf("value %d (%T)", i, v), got, err, want, wantErr)
		want, wantErr = json.MarshalIndent(v, ">", "  ")
		got, err = indent(x, ">", "  ")
		agree(t, b, fmt.Sprintf("value %d (%T) indented", i, v), got, err, want, wantErr)
	}
}

func agree(t *testing.T, b *bridge, what string, got []byte, err Iface, want []byte, wantErr error) {
	t.Helper()
	if string(got) != string(want) {
		t.Errorf("%s:\n got %s\nwant %s", what, got, want)
	}
	text := "<nil>"
	if err.T != nil {
		text = ErrorText(err)
	}
	if wantText := fmt.Sprint(wantErr); text != wantText {
		t.Errorf("%s:\n got error %s\nwant error %s", what, text, wantText)
	}
}

func TestMarshalRefusesCycles(t *testing.T) {
	b := withSymbols(t)
	d := b.desc(reflect.TypeFor[*looped]())
	n := reflect.New(d.Elem.Rep)
	n.Elem().Field(0).Set(reflect.ValueOf(Iface{d, n.Interface()}))
	if _, err := b.u.encodeJSON(Iface{d, n.Interface()}); err == nil || !strings.Contains(err.Error(), "encountered a cycle via *rt.looped") {
		t.Errorf("got %v", err)
	}
}

func TestUnmarshalAgrees(t *testing.T) {
	b := withSymbols(t)
	unmarshal := fn[func([]byte, Iface) Iface](t, b, "encoding/json", "Unmarshal")
	for _, tt := range []struct {
		target any // a pointer to what it begins with
		texts  []string
	}{
		{&document{Tags: []string{"a", "b"}, Pages: 3}, []string{
			`{"title":"T","pages":4,"tags":["x","y","z"],"meta":{"a":[1,"2",null,{"b":true}]},"level":2,"next":{"title":"N","next":null},"any":{"x":[1.5]},"count":"12","ID":4,"Shared":"q","Other":true}`,
			`{"TITLE":"upper","Title":"last"}`, `{"level":"high","pages":7}`, `{"next":{"level":"x"}}`, `{"count":12}`, `{"count":"x"}`, `{"points":[{"X":1},{"Y":"no"}]}`,
			`{"ByName":{"a":1,"b":null}}`, `{"tags":null,"meta":null,"any":null}`, `{"raw": [1, 2] }`, `{"when":"2020-01-02T03:04:05Z"}`, `{"when":"soon"}`,
			`[]`, `"s"`, `1`, `true`, `null`, `{`, `{"title":}`, ``, `{"title":"a"} x`, `{"unknown":{"a":[{}]},"title":"k\u00e9\n"}`, `{"pages":1.5}`, `{"-":3}`, `{"ID":"x"}`,
		}},
		{&holder2{}, []string{`{"C":"#010203","P":"#040506","M":{"a":"#ffffff"},"T":{"degrees":3},"K":{"#000001":1},"L":[{"degrees":1}]}`, `{"C":"red"}`, `{"C":5}`, `{ "P" : {"a":1}}`, `{"P":[]}`, `{"P": true }`, `{"C":null,"T":null}`, `{"T":5}`, `{"C":[1]}`}},
		{&choice{A: 1}, []string{`{"A":{"k":1}}`, `{"S":"x"}`, `{"E":{}}`, `{"E": [0]}`, `{"A": [1e999]}`, `{"S":null,"E":null,"A":null}`}},
		{&numbers{}, []string{`{"I8":127,"U8":255,"F":1.5,"B":true,"S":"x","Bytes":"aGk=","Arr":[1,2,3],"IM":{"1":"a"},"Dur":5}`, `{"I8":128}`, `{"U8":-1}`, `{"F":1e300}`, `{"Arr":[1]}`, `{"IM":{"x":"a"}}`, `{"B":1}`, `{"S":1}`, `{"Bytes":"!"}`, `{"Arr":{}}`, ` { "IM" : { "1":"a", "x" :"b"}}`, "\n{\"S\": [1, 2] }", `{"Bytes":7}`}},
		{&quotedT{}, []string{`{"B":"true","S":"\"x\"","F":"3"}`, `{"B":true}`, `{"B":"x"}`, `{"F":"x"}`, `{"S":null}`}},
		{new([]point), []string{`[{"X":1},{"Y":2}]`, `[]`, `null`, `[1]`}}, {new(map[string]point), []string{`{"a":{"X":1}}`, `{"a":1}`, ` [1]`, `{"a": {"X": "long"}}`}},
		{new(map[word][]level), []string{`{"a":[1,2]}`, `{"a":"x"}`}}, {new(level), []string{`3`, `"x"`, `3.5`}}, {new(any), []string{`{"a":[1,{"b":null}]}`, `"s"`, `1e400`}},
		{new(*point), []string{`{"X":1}`, `null`}}, {new([]any), []string{`[1,"a",[2],{"b":3}]`}}, {new(rawBytes), []string{`"aGk="`, `[1,2]`}}, {new(grid), []string{`[[1],[2,3,4]]`}},
		{point{}, []string{`{}`}}, {(*point)(nil), []string{`{}`}}, {nil, []string{`{}`}}, {new(int), []string{`5`, `"a"`}},
	} {
		for _, text := range tt.texts {
			native, x := tt.target, b.box(tt.target)
			if v := reflect.ValueOf(tt.target); v.Kind() == reflect.Pointer && !v.IsNil() {
				fresh := reflect.New(v.Type().Elem())
				fresh.Elem().Set(v.Elem())
				native = fresh.Interface()
			}
			wantErr := json.Unmarshal([]byte(text), native)
			err := unmarshal([]byte(text), x)
			agree(t, b, fmt.Sprintf("%T from %s", tt.target, text), nil, err, nil, wantErr)
			var want *json.UnmarshalTypeError
			if errors.As(wantErr, &want) {
				if got, _ := b.u.ToError(err).(*json.UnmarshalTypeError); got == nil || got.Offset != want.Offset {
					t.Errorf("%T from %s: got %#v, want the offset %d", tt.target, text, got, want.Offset)
				}
			}
			if want := b.box(native); !deepEqual(x, want) {
				t.Errorf("%T from %s:\n got %s\nwant %s", tt.target, text, b.u.Sprintf("%+v", x), b.u.Sprintf("%+v", want))
			}
		}
	}
}

func TestJSONStreams(t *testing.T) {
	b := withSymbols(t)
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetIndent("", " ")
	encode, _, _ := b.u.Method(reflect.TypeFor[*json.Encoder](), "Encode")
	err := encode.Interface().(func(*json.Encoder, Iface) Iface)(enc, b.box([]any{point{1, 2}, "<"}))
	if want := "[\n {\n  \"X\": 1,\n  \"Y\": 2\n },\n \"\\u003c\"\n]\n"; err.T != nil || out.String() != want {
		t.Errorf("got %q, %v", out.String(), err)
	}
	dec := json.NewDecoder(strings.NewReader(`{"X":1,"Z":2} {"X":3}`))
	dec.DisallowUnknownFields()
	decode, _, _ := b.u.Method(reflect.TypeFor[*json.Decoder](), "Decode")
	f := decode.Interface().(func(*json.Decoder, Iface) Iface)
	x := b.box(&point{})
	if err := f(dec, x); err.T == nil || ErrorText(err) != `json: unknown field "Z"` {
		t.Errorf("got %v", err)
	}
	if err := f(dec, x); err.T != nil || b.u.Sprint(x) != "&{3 0}" {
		t.Errorf("got %v, %s", err, b.u.Sprint(x))
	}
	if err := f(dec, x); err.T == nil || ErrorText(err) != "EOF" {
		t.Errorf("got %v at the end", err)
	}
}
