// reflect.DeepEqual on nested values.
package main

import (
	"errors"
	"fmt"
	"math"
	"reflect"
)

type N struct {
	V    int
	Next *N
	m    map[string][]int
}

func main() {
	a := &N{1, &N{2, nil, nil}, map[string][]int{"a": {1}}}
	b := &N{1, &N{2, nil, nil}, map[string][]int{"a": {1}}}
	fmt.Println(reflect.DeepEqual(a, b), a == b)
	b.m["a"][0] = 2
	fmt.Println(reflect.DeepEqual(a, b))
	fmt.Println(reflect.DeepEqual([]int(nil), []int{}), reflect.DeepEqual(1, int64(1)), reflect.DeepEqual(nil, nil), reflect.DeepEqual([]any{1, "a"}, []any{1, "a"}), reflect.DeepEqual(map[int]bool{1: true}, map[int]bool{1: true}), reflect.DeepEqual(errors.New("a"), errors.New("a")), reflect.DeepEqual([2]string{"a"}, [2]string{"a"}))
	type myInts []int
	fmt.Println(reflect.DeepEqual(myInts{1}, []int{1}), reflect.DeepEqual(math.NaN(), math.NaN()), reflect.DeepEqual(func() {}, func() {}))
}
