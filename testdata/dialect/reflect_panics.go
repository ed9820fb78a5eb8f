// What package reflect says to those who use it wrongly, and ranging over maps by it.
package main

import (
	"errors"
	"fmt"
	"reflect"
)

func try(name string, f func()) {
	defer func() {
		r := recover()
		if e, is := r.(error); is {
			fmt.Printf("error %T %v\n", e, errors.Unwrap(e))
			var ve *reflect.ValueError
			if errors.As(e, &ve) {
				fmt.Println("ve", ve.Method, ve.Kind)
			}
		}
		fmt.Printf("%s: %v\n", name, r)
	}()
	f()
}

type s struct {
	A int
	b []int
}

func main() {
	i := reflect.ValueOf(5)
	str := reflect.ValueOf("x")
	st := reflect.ValueOf(s{1, []int{2}})
	var zero reflect.Value
	sl := reflect.ValueOf([]int{1})
	try("len", func() { i.Len() })
	try("cap", func() { i.Cap() })
	try("int", func() { str.Int() })
	try("uint", func() { str.Uint() })
	try("float", func() { str.Float() })
	try("bool", func() { str.Bool() })
	try("complex", func() { str.Complex() })
	try("bytes", func() { str.Bytes() })
	try("isnil", func() { i.IsNil() })
	try("index", func() { i.Index(0) })
	try("index range", func() { sl.Index(3) })
	try("field", func() { i.Field(0) })
	try("field range", func() { st.Field(9) })
	try("numfield", func() { i.NumField() })
	try("mapkeys", func() { i.MapKeys() })
	try("mapindex", func() { i.MapIndex(i) })
	try("elem", func() { i.Elem() })
	try("call", func() { i.Call(nil) })
	try("slice", func() { i.Slice(0, 1) })
	try("slice range", func() { sl.Slice(0, 10) })
	try("setint", func() { reflect.ValueOf(&s{}).Elem().Field(0).SetString("x") })
	try("set", func() { reflect.ValueOf(&s{}).Elem().Field(0).Set(reflect.ValueOf("x")) })
	try("unexp", func() { st.Field(1).Interface() })
	try("unexp set", func() { reflect.ValueOf(&s{}).Elem().Field(1).Set(reflect.ValueOf([]int{1})) })
	try("unexp len", func() { fmt.Println(st.Field(1).Len(), st.Field(1)) })
	try("zero kind", func() { fmt.Println(zero.Kind(), zero, zero.IsValid()) })
	try("zero type", func() { zero.Type() })
	try("zero int", func() { zero.Int() })
	try("zero len", func() { zero.Len() })
	try("zero iface", func() { zero.Interface() })
	try("zero isnil", func() { zero.IsNil() })
	try("zero elem", func() { zero.Elem() })
	try("zero set", func() { zero.Set(i) })
	try("t elem", func() { reflect.TypeOf(5).Elem() })
	try("t field", func() { reflect.TypeOf(5).Field(0) })
	try("t numfield", func() { reflect.TypeOf(5).NumField() })
	try("t key", func() { reflect.TypeOf(5).Key() })
	try("t len", func() { reflect.TypeOf(5).Len() })
	try("t in", func() { reflect.TypeOf(5).In(0) })
	try("t in range", func() { reflect.TypeOf(try).In(5) })
	try("t numin", func() { reflect.TypeOf(5).NumIn() })
	try("t nil", func() { reflect.TypeOf(nil).Kind() })
	try("setmapindex", func() {
		var m map[string]int
		reflect.ValueOf(m).SetMapIndex(str, i)
	})
	try("call bad", func() { reflect.ValueOf(func(int) {}).Call([]reflect.Value{str}) })
	try("call few", func() { reflect.ValueOf(func(int) {}).Call(nil) })
	try("fieldbyname", func() { fmt.Println(st.FieldByName("Q").IsValid()); i.FieldByName("x") })
}

func init() {
	m := map[string]int{"a": 1, "b": 2, "c": 3}
	sum := 0
	it := reflect.ValueOf(m).MapRange()
	try("before", func() { it.Key() })
	for it.Next() {
		sum += int(it.Value().Int()) * len(it.Key().String())
	}
	try("after", func() { it.Value() })
	fmt.Println(sum, reflect.TypeOf(it))
	try("maprange", func() { reflect.ValueOf(1).MapRange() })
	try("nil call", func() { var f func(); reflect.ValueOf(f).Call(nil) })
	try("arr slice", func() { reflect.ValueOf([2]int{}).Slice(0, 1) })
	try("arr index", func() { reflect.ValueOf([2]int{}).Index(2) })
	try("str index", func() { reflect.ValueOf("ab").Index(2) })
	try("ptr len", func() { fmt.Println(reflect.ValueOf(new([3]int)).Len()); reflect.ValueOf(new(int)).Len() })
	try("bad key", func() { reflect.ValueOf(m).MapIndex(reflect.ValueOf(1)) })
	try("zero arg", func() { reflect.ValueOf(func(int) {}).Call([]reflect.Value{{}}) })
	try("many", func() { reflect.ValueOf(func(int) {}).Call([]reflect.Value{reflect.ValueOf(1), reflect.ValueOf(1)}) })
	try("bad setkey", func() { reflect.ValueOf(m).SetMapIndex(reflect.ValueOf(1), reflect.ValueOf(1)) })
}
