// Readers and writers that have all methods which the library asks for, not one of them.
package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

type input struct {
	*bufio.Reader
	used string
}

func (in *input) WriteTo(w io.Writer) (int64, error) {
	in.used += "WriteTo "
	return in.Reader.WriteTo(w)
}

func (in *input) ReadRune() (rune, int, error) {
	in.used += "r"
	return in.Reader.ReadRune()
}

type output struct {
	strings.Builder
	used string
}

func (o *output) Write(p []byte) (int, error) { o.used += "Write "; return o.Builder.Write(p) }
func (o *output) WriteString(s string) (int, error) {
	o.used += "WriteString "
	return o.Builder.WriteString(s)
}
func (o *output) ReadFrom(r io.Reader) (int64, error) {
	o.used += "ReadFrom "
	b, err := io.ReadAll(r)
	o.Builder.Write(b)
	return int64(len(b)), err
}

func main() {
	in := &input{Reader: bufio.NewReader(strings.NewReader("1 2\n3\nrest of it"))}
	var a, b, c int
	n, err := fmt.Fscanln(in, &a, &b)
	fmt.Println(n, err, a, b)
	n, err = fmt.Fscanln(in, &c)
	fmt.Println(n, err, c, in.used)
	out := &output{}
	in.used = ""
	m, err := io.Copy(out, in)
	fmt.Println(m, err, in.used, out.used)
	out.used = ""
	io.WriteString(out, "|s")
	m, err = io.Copy(out, struct{ io.Reader }{strings.NewReader("|m")})
	fmt.Fprint(out, "|p")
	fmt.Println(m, err, out.used, out.String())
}
