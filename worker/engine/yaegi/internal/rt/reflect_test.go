package rt

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"reflect"
	"testing"
)

func TestTypeOfLooksAtTheGenomesTypes(t *testing.T) {
	b := withSymbols(t)
	typeOf := fn[func(Iface) Iface](t, b, "reflect", "TypeOf")
	for _, v := range sample() {
		x := typeOf(b.box(v))
		want := reflect.TypeOf(v)
		if got := b.u.Sprintf("%v %s", x, x); got != fmt.Sprintf("%v %s", want, want) {
			t.Errorf("%T: got %s, want %v", v, got, want)
		}
		if v == nil {
			continue
		}
		r := x.V.(reflectType)
		if r.Kind() != want.Kind() || r.Name() != want.Name() || r.Comparable() != want.Comparable() {
			t.Errorf("%T: got %v %q %t", v, r.Kind(), r.Name(), r.Comparable())
		}
		if !Eq(x, typeOf(b.box(v))) {
			t.Errorf("%T: two types for one", v)
		}
	}
	if Eq(typeOf(b.box(celsius(1))), typeOf(b.box(1.0))) {
		t.Error("a named type equals its underlying one")
	}
}

func TestBinaryLaysOutTheGenomesStructs(t *testing.T) {
	b := withSymbols(t)
	type header struct {
		Kind small
		Size uint16
		At   [2]int32
	}
	v := header{1, 2, [2]int32{3, -4}}
	s := &sink{}
	write := fn[func(w, order, data Iface) Iface](t, b, "encoding/binary", "Write")
	var want bytes.Buffer
	if err := binary.Write(&want, binary.BigEndian, v); err != nil {
		t.Fatal(err)
	}
	if err := write(b.box(s), b.u.FromNative(binary.BigEndian), b.box(v)); err.T != nil || !bytes.Equal(s.got, want.Bytes()) {
		t.Errorf("got %x, %v, want %x", s.got, err, want.Bytes())
	}
	back := b.box(&header{})
	read := fn[func(r, order, data Iface) Iface](t, b, "encoding/binary", "Read")
	if err := read(b.u.FromNative(&want), b.u.FromNative(binary.BigEndian), back); err.T != nil || !deepEqual(back, b.box(&v)) {
		t.Errorf("got %s, %v", b.u.Sprintf("%+v", back), err)
	}
	if err := write(b.box(s), b.u.FromNative(binary.BigEndian), b.box("x")); err.T == nil || ErrorText(err) != "binary.Write: some values are not fixed-sized in type string" {
		t.Errorf("got %v", err)
	}
}

func TestTypeOfShowsFieldsAndTags(t *testing.T) {
	b := withSymbols(t)
	ours := reflectType{b.desc(reflect.TypeFor[document]())}
	theirs := reflect.TypeFor[document]()
	for i := range theirs.NumField() {
		got, want := ours.Field(i), theirs.Field(i)
		if got.Name != want.Name || got.Type.String() != want.Type.String() || got.Tag.Get("json") != want.Tag.Get("json") ||
			got.Anonymous != want.Anonymous || got.IsExported() != want.IsExported() {
			t.Errorf("field %d: got %+v, want %+v", i, got, want)
		}
	}
	for _, name := range []string{"Title", "ID", "Shared", "Other", "None"} {
		got, ok := ours.FieldByName(name)
		want, wantOK := theirs.FieldByName(name)
		if ok != wantOK || ok && !reflect.DeepEqual(got.Index, want.Index) {
			t.Errorf("%s: got %v %t, want %v %t", name, got.Index, ok, want.Index, wantOK)
		}
	}
	stringer := reflectType{b.u.OfNative(reflect.TypeFor[fmt.Stringer]())}
	if !(reflectType{b.desc(reflect.TypeFor[weekday]())}).Implements(stringer) || ours.Implements(stringer) {
		t.Error("Implements")
	}
}
