// Embedded structs are promoted in JSON; conflicts and pointers.
package main

import (
	"encoding/json"
	"fmt"
)

type Base struct {
	ID   int    `json:"id"`
	Kind string `json:"kind"`
}
type Extra struct{ Note string }
type inner struct{ Hidden, Shown int }
type Item struct {
	Base
	*Extra
	inner
	Kind  string `json:"kind"`
	Named Base   `json:"named"`
}

func main() {
	i := Item{Base: Base{1, "base"}, Kind: "item", inner: inner{1, 2}}
	b, err := json.Marshal(i)
	fmt.Println(string(b), err)
	i.Extra = &Extra{"n"}
	b, _ = json.Marshal([]Item{i})
	fmt.Println(string(b))
	var back Item
	err = json.Unmarshal([]byte(`{"id":7,"kind":"k","Note":"deep","Shown":4,"named":{"id":9}}`), &back)
	fmt.Println(back.ID, back.Kind, back.Base.Kind, back.Note, back.Shown, back.Named.ID, err)
}
