// Types that contain themselves without a struct: nil ones, printed, in JSON and by reflection.
package main

import (
	"encoding/json"
	"fmt"
	"reflect"
)

type Dir map[string]Dir
type List []List
type State func(*int) State
type Chain *Chain
type Deep []Deep

func (d Deep) String() string { return fmt.Sprintf("Deep%d", len(d)) }

type Disk struct {
	Root  Dir  `json:"root"`
	Trash Dir  `json:"trash,omitempty"`
	Lists List `json:"lists"`
	Deep  Deep `json:"-"`
}

func main() {
	var d Dir
	var l List
	var s State
	var c Chain
	fmt.Println(d, l, Deep(nil), c, s == nil, len(d), d == nil)
	fmt.Printf("%v %+v %#v %T|%v %#v %d|%#v\n", d, d, d, d, l, l, l, []Chain{nil})
	fmt.Println(Dir{"a": nil, "b": {}, "c": {"d": nil}}, List{nil, {}, {nil}}, []Deep{nil, {nil}}, []State{nil})
	fmt.Printf("%v %+v %#v %v\n", Disk{}, &Disk{Deep: Deep{{}}}, List{nil, {}}, &d)
	for _, v := range []any{d, l, Dir{"a": nil, "b": {}}, List{nil, {}}, Disk{}, &Disk{Trash: Dir{}, Lists: List{{nil}}}, s} {
		b, err := json.Marshal(v)
		fmt.Println(string(b), err)
	}
	disk := Disk{Trash: Dir{"old": nil}}
	err := json.Unmarshal([]byte(`{"root":{"a":{"b":null,"c":{}}},"trash":{"new":{}},"lists":[[],null,[[]]]}`), &disk)
	fmt.Println(disk, err, disk.Root["a"]["b"] == nil, disk.Root["a"]["c"] == nil)
	fmt.Println(json.Unmarshal([]byte(`{"root":null,"lists":3}`), &disk), disk.Root == nil)
	fmt.Println(reflect.DeepEqual(d, Dir(nil)), reflect.DeepEqual(Dir{"a": nil}, Dir{"a": {}}), reflect.DeepEqual(List{nil}, List{nil}))
	v := reflect.ValueOf(Dir{"a": nil})
	e := v.MapIndex(reflect.ValueOf("a"))
	fmt.Println(v.Len(), v.MapKeys(), e.Kind(), e.IsNil(), e.Len(), e.Type())
	f := reflect.ValueOf(Disk{Lists: List{nil, {}}})
	fmt.Println(f.Field(0).IsNil(), f.Field(0).IsZero(), f.Field(2).Len(), f.Field(2).Index(1).IsNil(), f.Field(2).Slice(1, 2))
}
