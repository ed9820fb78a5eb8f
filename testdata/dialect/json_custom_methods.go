// MarshalJSON, UnmarshalJSON, MarshalText and UnmarshalText.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
)

type Level int

func (l Level) MarshalText() ([]byte, error) { return []byte(fmt.Sprint("L", int(l))), nil }
func (l *Level) UnmarshalText(b []byte) error {
	if len(b) < 2 || b[0] != 'L' {
		return fmt.Errorf("bad level %q", b)
	}
	*l = Level(b[1] - '0')
	return nil
}

type Date struct{ y, m int }

func (d Date) MarshalJSON() ([]byte, error) { return json.Marshal(fmt.Sprintf("%d/%d", d.y, d.m)) }
func (d *Date) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	_, err := fmt.Sscanf(s, "%d/%d", &d.y, &d.m)
	return err
}

type Doc struct {
	L   Level
	D   Date
	PD  *Date `json:",omitempty"`
	M   map[Level]Date
	Raw json.RawMessage
}

type refusing struct{ name string }

func (r refusing) MarshalText() ([]byte, error) { return nil, errors.New("no text of " + r.name) }

func refusals() {
	for _, v := range []any{refusing{"a"}, &refusing{"b"}, []refusing{{"c"}}, map[refusing]int{{"d"}: 1}, map[string]refusing{"k": {"e"}}} {
		_, err := json.Marshal(v)
		var m *json.MarshalerError
		fmt.Println(err, errors.As(err, &m), errors.Unwrap(err))
	}
}

func main() {
	refusals()
	d := Doc{3, Date{2024, 5}, &Date{1, 2}, map[Level]Date{1: {3, 4}}, json.RawMessage(`{"x": [1]}`)}
	b, err := json.Marshal(d)
	fmt.Println(string(b), err)
	var e Doc
	err = json.Unmarshal([]byte(`{"L":"L4","D":"1999/12","M":{"L2":"5/6"},"Raw":[1, 2]}`), &e)
	fmt.Println(e.L, e.D, e.PD == nil, e.M, string(e.Raw), err)
	err = json.Unmarshal([]byte(`{"L":"X"}`), &e)
	fmt.Println(err)
	b, err = json.Marshal(map[string]Level{"a": 1})
	fmt.Println(string(b), err)
	b, err = json.Marshal([]any{Level(2), &Date{7, 8}})
	fmt.Println(string(b), err)
}
