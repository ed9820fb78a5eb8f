// bufio.Scanner, Reader and Writer over strings.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"strings"
)

func main() {
	sc := bufio.NewScanner(strings.NewReader("first line\nsecond\n\nlast"))
	for i := 1; sc.Scan(); i++ {
		fmt.Printf("%d %q\n", i, sc.Text())
	}
	fmt.Println(sc.Err())
	ws := bufio.NewScanner(strings.NewReader("the quick  brown\nfox"))
	ws.Split(bufio.ScanWords)
	n := 0
	for ws.Scan() {
		n += len(ws.Bytes())
	}
	fmt.Println(n)
	rs := bufio.NewScanner(strings.NewReader("né"))
	rs.Split(bufio.ScanRunes)
	for rs.Scan() {
		fmt.Print(rs.Text(), "|")
	}
	cs := bufio.NewScanner(strings.NewReader("a,b,c"))
	cs.Split(func(data []byte, atEOF bool) (int, []byte, error) {
		if i := bytes.IndexByte(data, ','); i >= 0 {
			return i + 1, data[:i], nil
		}
		if atEOF && len(data) > 0 {
			return len(data), data, bufio.ErrFinalToken
		}
		return 0, nil, nil
	})
	for cs.Scan() {
		fmt.Print(cs.Text(), ";")
	}
	fmt.Println()
	r := bufio.NewReader(strings.NewReader("line one\nrest"))
	l, err := r.ReadString('\n')
	fmt.Printf("%q %v\n", l, err)
	p, _ := r.Peek(2)
	l2, err := r.ReadString('\n')
	fmt.Printf("%s %q %v\n", p, l2, err)
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	fmt.Fprintf(w, "%d %s\n", w.Buffered(), "buffered")
	long := bufio.NewScanner(strings.NewReader(strings.Repeat("x", 70000)))
	fmt.Fprintln(w, long.Scan(), long.Err())
}
