// json.Marshal: tags, omitempty, unexported fields, nesting, maps, pointers.
package main

import (
	"encoding/json"
	"fmt"
	"math"
)

type Address struct {
	Street string `json:"street"`
	Zip    string `json:"zip,omitempty"`
}
type Person struct {
	Name    string   `json:"name"`
	Age     int      `json:"age,omitempty"`
	Emails  []string `json:"emails"`
	Addr    *Address `json:"addr,omitempty"`
	Home    Address  `json:"home"`
	secret  string
	Skip    string         `json:"-"`
	Dash    string         `json:"-,"`
	Meta    map[string]any `json:"meta,omitempty"`
	Score   float64        `json:",string"`
	Labels  map[int]string `json:"labels,omitempty"`
	Default bool
}

func main() {
	p := Person{Name: "Ann <&>", Emails: nil, secret: "s", Skip: "x", Dash: "d", Score: 1.5}
	b, err := json.Marshal(p)
	fmt.Println(string(b), err)
	p.Age, p.Emails, p.Addr = 30, []string{"a@b"}, &Address{"S", "1"}
	p.Meta = map[string]any{"z": 1, "a": []int{1}, "n": nil, "f": 2.5e10}
	p.Labels = map[int]string{10: "x", 9: "y"}
	b, err = json.MarshalIndent(&p, "> ", "  ")
	fmt.Println(string(b), err)
	for _, x := range []any{nil, true, "é\u2028\n\"", 1e21, 1e-7, 100.0, []byte("hi"), [2]bool{true}, []any{}, map[string]int{}, math.MaxInt64, 'x', []int(nil), struct{}{}, &p == nil} {
		b, err := json.Marshal(x)
		fmt.Println(string(b), err)
	}
}
