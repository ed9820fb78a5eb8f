// JSON of generic types and of embedded generic types.
package main

import (
	"encoding/json"
	"fmt"
)

type Page[T any] struct {
	Items []T `json:"items"`
	Total int `json:"total"`
}
type User struct {
	Name string `json:"name"`
}
type Opt[T any] struct {
	v  T
	ok bool
}

func (o Opt[T]) MarshalJSON() ([]byte, error) {
	if !o.ok {
		return []byte("null"), nil
	}
	return json.Marshal(o.v)
}
func (o *Opt[T]) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		return nil
	}
	o.ok = true
	return json.Unmarshal(b, &o.v)
}

func Decode[T any](s string) (T, error) {
	var t T
	err := json.Unmarshal([]byte(s), &t)
	return t, err
}

func main() {
	b, err := json.Marshal(Page[User]{[]User{{"a"}}, 1})
	fmt.Println(string(b), err)
	p, err := Decode[Page[map[string]int]](`{"items":[{"x":1}],"total":5}`)
	fmt.Println(p, err)
	b, _ = json.Marshal(struct{ A, B Opt[int] }{Opt[int]{3, true}, Opt[int]{}})
	fmt.Println(string(b))
	o, err := Decode[struct{ A, B Opt[string] }](`{"A":"x","B":null}`)
	fmt.Println(o.A.v, o.A.ok, o.B.ok, err)
}
