// Embedding types of the library.
package main

import (
	"bytes"
	"fmt"
	"strings"
)

type Logger struct {
	strings.Builder
	level int
}

func (l *Logger) Log(level int, format string, args ...any) {
	if level >= l.level {
		fmt.Fprintf(l, format+"\n", args...)
	}
}

type Buf struct{ *bytes.Buffer }

func main() {
	var l Logger
	l.level = 2
	l.Log(1, "hidden")
	l.Log(2, "shown %d", 2)
	l.WriteString("raw")
	fmt.Println(l.String(), l.Len())
	b := Buf{new(bytes.Buffer)}
	b.WriteString("abc")
	fmt.Fprint(b, 1, 2)
	fmt.Println(b.String(), b.Len())
}
