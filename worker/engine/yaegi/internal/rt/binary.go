package rt

import (
	"bytes"
	"encoding/binary"
	"reflect"
)

// ownBinary finds the functions of encoding/binary that look into values. A
// value is laid out as its representation is, so that is what they get.
func (u *Universe) ownBinary(name string) any {
	order := func(o Iface) binary.ByteOrder {
		if o.T == nil {
			panic(nilDereference())
		}
		return u.ToNative(o, reflect.TypeFor[binary.ByteOrder]()).Interface().(binary.ByteOrder)
	}
	data := func(x Iface) any {
		if x.T == nil {
			return nil
		}
		return bare(reflect.ValueOf(x.V)).Interface()
	}
	switch name {
	case "Read":
		return func(r, o, x Iface) Iface { return u.FromNative(binary.Read(u.reader(r), order(o), data(x))) }
	case "Write":
		return func(w, o, x Iface) Iface {
			var b bytes.Buffer
			if err := binary.Write(&b, order(o), data(x)); err != nil {
				return u.FromNative(err)
			}
			_, failed := u.write(w, b.Bytes())
			return failed
		}
	case "Size":
		return func(x Iface) int { return binary.Size(data(x)) }
	case "Append":
		return func(b []byte, o, x Iface) ([]byte, Iface) {
			b, err := binary.Append(b, order(o), data(x))
			return b, u.FromNative(err)
		}
	case "Encode":
		return func(b []byte, o, x Iface) (int, Iface) {
			n, err := binary.Encode(b, order(o), data(x))
			return n, u.FromNative(err)
		}
	case "Decode":
		return func(b []byte, o, x Iface) (int, Iface) {
			n, err := binary.Decode(b, order(o), data(x))
			return n, u.FromNative(err)
		}
	}
	return nil
}
