// Types of the program as io.Reader, io.Writer, sort.Interface, heap.Interface, error, Stringer in compiled code.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

type rot13 struct{ r io.Reader }

func (x rot13) Read(p []byte) (int, error) {
	n, err := x.r.Read(p)
	for i, c := range p[:n] {
		switch {
		case c >= 'a' && c <= 'z':
			p[i] = 'a' + (c-'a'+13)%26
		case c >= 'A' && c <= 'Z':
			p[i] = 'A' + (c-'A'+13)%26
		}
	}
	return n, err
}

type counter struct {
	w io.Writer
	n int
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += n
	return n, err
}

type upper struct{ io.Writer }

func (u upper) Write(p []byte) (int, error) { return u.Writer.Write(bytes.ToUpper(p)) }

type failing struct{ after int }

func (f *failing) Write(p []byte) (int, error) {
	if f.after -= len(p); f.after < 0 {
		return 0, errors.New("disk full")
	}
	return len(p), nil
}

type cycle struct {
	s string
	i int
}

func (c *cycle) ReadByte() (byte, error) { c.i++; return c.s[(c.i-1)%len(c.s)], nil }
func (c *cycle) Read(p []byte) (int, error) {
	for i := range p {
		p[i], _ = c.ReadByte()
	}
	return len(p), nil
}

func main() {
	b, err := io.ReadAll(rot13{strings.NewReader("Uryyb, Jbeyq!")})
	fmt.Println(string(b), err)
	c := &counter{w: upper{os.Stdout}}
	fmt.Fprintf(c, "%s-%d\n", "abc", 5)
	io.Copy(c, strings.NewReader("copied\n"))
	w := bufio.NewWriter(c)
	w.WriteString("buffered\n")
	w.Flush()
	fmt.Println(c.n)
	_, err = fmt.Fprint(&failing{5}, "too long")
	fmt.Println(err)
	sc := bufio.NewScanner(io.LimitReader(&cycle{s: "ab\n"}, 7))
	for sc.Scan() {
		fmt.Print(sc.Text(), ";")
	}
	p := make([]byte, 4)
	n, err := io.ReadFull(&cycle{s: "xyz"}, p)
	fmt.Println(n, err, string(p))
	mw := io.MultiWriter(c, &failing{3})
	_, err = io.WriteString(mw, "multi\n")
	fmt.Println(err)
	tr := io.TeeReader(strings.NewReader("tee"), c)
	io.ReadAll(tr)
	fmt.Println()
	pr, pw := io.Pipe()
	go func() { fmt.Fprint(pw, "through the pipe"); pw.Close() }()
	b, _ = io.ReadAll(pr)
	fmt.Println(string(b))
	json.NewEncoder(c).Encode(map[string]int{"a": 1})
	sr := io.NewSectionReader(strings.NewReader("0123456789"), 2, 5)
	b, _ = io.ReadAll(sr)
	fmt.Println(string(b), c.n)
}
