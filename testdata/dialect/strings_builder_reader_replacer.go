// strings.Builder, Reader and Replacer.
package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	var sb strings.Builder
	sb.Grow(20)
	for i := range 3 {
		fmt.Fprintf(&sb, "%d,", i)
	}
	sb.WriteByte('x')
	sb.WriteRune('世')
	n, err := sb.WriteString("end")
	fmt.Println(sb.String(), sb.Len(), n, err)
	sb.Reset()
	fmt.Printf("%q\n", sb.String())
	r := strings.NewReader("héllo world")
	c, size, _ := r.ReadRune()
	fmt.Println(string(c), size, r.Len(), r.Size())
	b := make([]byte, 4)
	k, _ := r.Read(b)
	r.UnreadByte()
	rest, _ := io.ReadAll(r)
	fmt.Println(k, string(b), string(rest))
	_, err = r.ReadByte()
	fmt.Println(err == io.EOF)
	r.Seek(0, io.SeekStart)
	x, _ := r.ReadByte()
	fmt.Println(string(x))
	rep := strings.NewReplacer("<", "&lt;", ">", "&gt;", "a", "b", "b", "a")
	fmt.Println(rep.Replace("<ab>"))
	rep.WriteString(os.Stdout, "<<\n")
}
