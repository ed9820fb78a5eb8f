// Values that cannot be marshalled; pointers, interfaces and recursion in JSON.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
)

type Node struct {
	V    int     `json:"v"`
	Next *Node   `json:"next,omitempty"`
	Kids []*Node `json:"kids,omitempty"`
}
type Shape interface{ Area() float64 }
type Sq struct{ S float64 }

func (s Sq) Area() float64 { return s.S * s.S }

type failing struct{}

func (failing) MarshalJSON() ([]byte, error) { return nil, errors.New("refused") }

func main() {
	for _, x := range []any{make(chan int), func() {}, math.NaN(), map[bool]int{true: 1}, failing{}, struct{ C chan int }{}} {
		_, err := json.Marshal(x)
		fmt.Println(err)
	}
	n := &Node{1, &Node{2, nil, nil}, []*Node{{V: 3}, nil}}
	b, _ := json.Marshal(n)
	fmt.Println(string(b))
	var back Node
	json.Unmarshal(b, &back)
	fmt.Println(back.Next.V, len(back.Kids), back.Kids[1] == nil)
	b, err := json.Marshal(map[string]Shape{"s": Sq{2}, "p": &Sq{3}, "n": nil})
	fmt.Println(string(b), err)
	var s Shape
	fmt.Println(json.Unmarshal([]byte(`{"S":1}`), &s))
	pre := struct{ X any }{&Sq{}}
	fmt.Println(json.Unmarshal([]byte(`{"X":{"S":4}}`), &pre), pre.X.(*Sq).S)
}
