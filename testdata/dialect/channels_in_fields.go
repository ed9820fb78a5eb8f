// Sends to channels that are fields, elements or results, of values whose
// parts are sliced and indexed.
package main

import "fmt"

type token struct {
	kind int
	text string
}

type lexer struct {
	in         []rune
	start, pos int
	out        chan token
	all        []chan string
	by         map[string]chan []int
}

var global = make(chan string, 4)

func (l *lexer) emit(kind int) {
	l.out <- token{kind, string(l.in[l.start:l.pos])}
	l.start = l.pos
}

func (l *lexer) texts() chan string { return l.all[0] }

func main() {
	l := &lexer{in: []rune("häßlich"), out: make(chan token, 4), all: []chan string{make(chan string, 8)},
		by: map[string]chan []int{"a": make(chan []int, 2)}}
	for l.pos = 2; l.pos < 7; l.pos += 2 {
		l.emit(l.pos)
	}
	close(l.out)
	for t := range l.out {
		fmt.Println(t)
	}
	nums := []int{1, 2, 3}
	l.all[0] <- string(l.in[1:3])
	l.texts() <- string(l.in[2:4])
	l.by["a"] <- nums[1:2]
	global <- string(l.in[:1])
	local := make(chan token, 2)
	local <- token{nums[2], string(l.in[5:])}
	send := func() { local <- token{nums[1], string(l.in[3:5])} }
	send()
	for i := range 2 {
		l.all[0] <- string(l.in[i : i+2])
		global <- string(l.in[i : i+1])
	}
	p := &l.all[0]
	*p <- string(l.in[6:7])
	fmt.Println(<-l.all[0], <-l.texts(), <-l.by["a"], <-global, <-global, <-global, <-local, <-local)
	fmt.Println(<-*p, <-*p, <-*p)
}
