// Maps print in the order of their keys, of every key type.
package main

import (
	"fmt"
	"math"
	"time"
)

type K struct {
	a int
	b string
}
type E int

func (e E) String() string { return [...]string{"zero", "one", "two"}[e] }

func main() {
	fmt.Println(map[string]int{"b": 1, "a": 2, "": 3}, map[int]bool{3: true, -1: false}, map[float64]string{2.5: "x", math.NaN(): "n", -1: "y", math.Inf(-1): "i"})
	fmt.Println(map[bool]int{true: 1, false: 0}, map[K]int{{2, "a"}: 1, {1, "z"}: 2, {1, "b"}: 3}, map[[2]int]string{{2, 1}: "x", {1, 9}: "y"})
	fmt.Println(map[E]int{2: 0, 0: 2, 1: 1}, map[any]int{"s": 1, 2: 2, 1.5: 3, "a": 4, 1: 5, true: 6}, map[rune]string{'b': "B", 'a': "A"})
	fmt.Printf("%v %+v %#v\n", map[string]K{"x": {1, "y"}}, map[string]K{"x": {1, "y"}}, map[string]bool{"t": true, "f": false})
	fmt.Println(map[string]map[string][]int{"o": {"i2": {2}, "i1": nil}}, map[string]any{"n": nil, "l": []any{1, "x"}, "m": map[string]any{}}, map[string]*int{"nil": nil})
	fmt.Println(len(fmt.Sprint(map[string]func(){"f": nil})), map[time.Duration]string{time.Second: "s", time.Millisecond: "ms"})
}
