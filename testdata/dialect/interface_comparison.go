// Interfaces compare by dynamic type and value, also as map keys.
package main

import "fmt"

type P struct{ x, y int }
type Q struct{ x, y int }
type N int

func main() {
	var a, b any = P{1, 2}, P{1, 2}
	fmt.Println(a == b, a == any(Q{1, 2}), a == any(P{2, 1}), any(1) == any(N(1)), any(1) == any(int64(1)))
	m := map[any]string{1: "int", N(1): "N", int8(1): "int8", 1.0: "float", "1": "string", P{1, 1}: "P", Q{1, 1}: "Q", [2]int{1, 1}: "array", true: "bool", nil: "nil"}
	fmt.Println(len(m), m[1], m[N(1)], m[int8(1)], m[1.0], m["1"], m[P{1, 1}], m[Q{1, 1}], m[[2]int{1, 1}], m[true], m[nil], m[P{}] == "")
	p, q := &P{1, 2}, &P{1, 2}
	fmt.Println(any(p) == any(q), any(p) == any(p), *p == *q)
	var s fmt.Stringer
	fmt.Println(s == nil, any(s) == nil, a != nil, a == P{1, 2}, P{1, 2} == b)
}
