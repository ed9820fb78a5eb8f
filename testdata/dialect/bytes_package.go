// bytes and bytes.Buffer.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
)

func main() {
	b := []byte("Hello, World")
	fmt.Println(bytes.Contains(b, []byte("World")), bytes.Index(b, []byte("o")), bytes.Equal(b, []byte("x")), bytes.Compare([]byte("a"), []byte("b")))
	fmt.Printf("%s %s %q %s\n", bytes.ToUpper(b), bytes.TrimSuffix(b, []byte("World")), bytes.Split([]byte("a,b"), []byte(",")), bytes.Repeat([]byte("ab"), 2))
	var buf bytes.Buffer
	buf.WriteString("line1\nline2\nlast")
	buf.WriteByte('!')
	buf.Write([]byte{'?', 10})
	fmt.Println(buf.Len())
	line, err := buf.ReadString('\n')
	fmt.Printf("%q %v\n", line, err)
	x, _ := buf.ReadByte()
	buf.UnreadByte()
	next := string(buf.Next(3))
	fmt.Println(string(x), next, buf.String())
	buf.Truncate(2)
	fmt.Println(buf.String())
	c := bytes.NewBufferString("abc")
	d := bytes.NewBuffer([]byte("start "))
	n, err := d.ReadFrom(c)
	fmt.Println(n, err, d)
	n, err = io.Copy(os.Stdout, d)
	fmt.Println(n, err, d.Len())
	r := bytes.NewReader([]byte{1, 2, 3})
	y, _ := r.ReadByte()
	fmt.Println(y, r.Len(), bytes.Fields([]byte(" a b ")), bytes.TrimSpace([]byte(" x ")))
	f := bytes.Map(func(r rune) rune { return r + 1 }, []byte("HAL"))
	fmt.Println(string(f), bytes.Count([]byte("cheese"), []byte("e")), string(bytes.Title([]byte("abc"))))
}
