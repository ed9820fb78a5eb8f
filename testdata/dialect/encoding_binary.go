// Byte orders, varints, Read and Write of structs.
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

type Header struct {
	Magic [4]byte
	Ver   uint16
	Len   int32
	Flag  bool
	F     float32
}

func main() {
	b := make([]byte, 8)
	binary.LittleEndian.PutUint32(b, 0xdeadbeef)
	binary.BigEndian.PutUint16(b[4:], 0x1234)
	fmt.Println(b, binary.BigEndian.Uint64(b), binary.LittleEndian.Uint16(b[4:]))
	n := binary.PutVarint(b, -300)
	v, m := binary.Varint(b[:n])
	fmt.Println(n, v, m, binary.AppendUvarint(nil, 1<<20))
	var buf bytes.Buffer
	h := Header{[4]byte{'P', 'T', 'R', 'I'}, 7, -5, true, 1.5}
	fmt.Println(binary.Write(&buf, binary.BigEndian, h), buf.Len())
	fmt.Printf("% x\n", buf.Bytes())
	var g Header
	fmt.Println(binary.Read(&buf, binary.BigEndian, &g), g == h, string(g.Magic[:]), g.Len, binary.Size(g))
	binary.Write(&buf, binary.LittleEndian, []uint16{1, 2})
	var x uint32
	fmt.Println(binary.Read(&buf, binary.LittleEndian, &x), x, binary.Read(&buf, binary.LittleEndian, &x))
}
