// Decoder and Encoder: streams, unknown fields, numbers, tokens, indentation.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
)

type Ev struct {
	Name string `json:"name"`
	N    int    `json:"n"`
}

func main() {
	dec := json.NewDecoder(strings.NewReader(`{"name":"a","n":1} {"name":"b","n":2}
[1,2]`))
	for {
		var e Ev
		err := dec.Decode(&e)
		if err == io.EOF {
			break
		}
		if err != nil {
			fmt.Println(err)
			break
		}
		fmt.Println(e)
	}
	strict := json.NewDecoder(strings.NewReader(`{"name":"a","zzz":1}`))
	strict.DisallowUnknownFields()
	var e Ev
	fmt.Println(strict.Decode(&e))
	num := json.NewDecoder(strings.NewReader(`{"big":12345678901234567890}`))
	num.UseNumber()
	var m map[string]any
	fmt.Println(num.Decode(&m), m["big"])
	enc := json.NewEncoder(os.Stdout)
	enc.SetIndent("", " ")
	enc.SetEscapeHTML(false)
	fmt.Println(enc.Encode(map[string]any{"<": Ev{"x", 1}, "list": []Ev{}}))
	tok := json.NewDecoder(strings.NewReader(`{"a":[1,"x"]}`))
	for {
		t, err := tok.Token()
		if err != nil {
			break
		}
		fmt.Printf("%T:%v ", t, t)
	}
	fmt.Println(json.Valid([]byte(`{}`)), json.Valid([]byte(`{`)))
	var buf bytes.Buffer
	fmt.Println(json.Compact(&buf, []byte(`{ "a" : 1 }`)), buf.String())
}
