// Interfaces that embed others; a value converts between them.
package main

import "fmt"

type Reader interface{ Read() string }
type Writer interface{ Write(s string) int }
type ReadWriter interface {
	Reader
	Writer
}
type Closer interface{ Close() error }
type All interface {
	ReadWriter
	Closer
	Reader
}
type buf struct{ data []string }

func (b *buf) Read() string {
	s := b.data[0]
	b.data = b.data[1:]
	return s
}
func (b *buf) Write(s string) int { b.data = append(b.data, s); return len(s) }

type file struct {
	buf
	closed bool
}

func (f *file) Close() error { f.closed = true; return nil }

func main() {
	f := &file{}
	var a All = f
	var rw ReadWriter = a
	fmt.Println(rw.Write("hello"), rw.Write("you"))
	var r Reader = rw
	fmt.Println(r.Read())
	c, ok := r.(Closer)
	fmt.Println(ok, c.Close(), f.closed)
	var w Writer = &buf{}
	_, ok = w.(Closer)
	fmt.Println(ok)
	_, ok = w.(ReadWriter)
	fmt.Println(ok)
}
