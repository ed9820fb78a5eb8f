// json.Unmarshal into structs, maps, any, slices, arrays; case, unknown fields, errors.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
)

type T struct {
	A   int
	Bee string `json:"b"`
	C   []float64
	D   *int
	E   map[string]bool
	F   any
	G   [2]int
	h   int
}

func main() {
	var t T
	err := json.Unmarshal([]byte(`{"a":1,"b":"x\u00e9\n","C":[1,2.5],"d":7,"E":{"k":true},"F":{"n":[1,"s",null,true]},"G":[1,2,3],"h":5,"unknown":0}`), &t)
	fmt.Println(t.A, t.Bee, t.C, *t.D, t.E, t.F, t.G, t.h, err)
	var x any
	err = json.Unmarshal([]byte(`{"n":1.5,"s":"t","a":[1,{"b":null}],"t":true}`), &x)
	fmt.Println(x, err)
	m := x.(map[string]any)
	fmt.Printf("%T %T %T %T\n", m["n"], m["s"], m["a"], m["t"])
	for _, bad := range []string{`{"a":"x"}`, `{"a":1`, `[1]`, `{"a":1.5}`, `{"C":[1,"x"]}`, `nope`, ``, `{"a":1}}`, `{"b":5}`, `{"a":99999999999999999999}`} {
		var t T
		err := json.Unmarshal([]byte(bad), &t)
		var ute *json.UnmarshalTypeError
		var se *json.SyntaxError
		fmt.Println(err, errors.As(err, &ute), errors.As(err, &se))
		if ute != nil {
			fmt.Println(ute.Value, ute.Field, ute.Type, ute.Offset)
		}
	}
	keep := T{A: 5, Bee: "old", C: []float64{9, 9, 9}}
	fmt.Println(json.Unmarshal([]byte(`{"C":[1],"b":null}`), &keep), keep.A, keep.Bee, keep.C)
	var ss []string
	fmt.Println(json.Unmarshal([]byte(`["a","b"]`), &ss), ss)
	var mi map[string]int
	fmt.Println(json.Unmarshal([]byte(`{"x":1,"y":2}`), &mi), mi)
	fmt.Println(json.Unmarshal([]byte(`1`), nil), json.Unmarshal([]byte(`1`), t))
}
