// State machines by table and by functions.
package main

import (
	"fmt"
	"strings"
)

type State int
type Input string

const (
	Idle State = iota
	Running
	Paused
	Stopped
)

func (s State) String() string {
	switch s {
	case Idle:
		return "Idle"
	case Running:
		return "Running"
	case Paused:
		return "Paused"
	}
	return fmt.Sprintf("State(%d)", int(s))
}

type edge struct {
	from State
	in   Input
}

var table = map[edge]State{
	{Idle, "start"}:    Running,
	{Running, "pause"}: Paused,
	{Paused, "start"}:  Running,
	{Running, "stop"}:  Stopped,
}

type Machine struct {
	State
	onEnter map[State]func(from State)
}

func (m *Machine) Fire(in Input) error {
	to, ok := table[edge{m.State, in}]
	if !ok {
		return fmt.Errorf("no transition from %v on %q", m.State, in)
	}
	from := m.State
	m.State = to
	if f := m.onEnter[to]; f != nil {
		f(from)
	}
	return nil
}

type stateFn func(*lexer) stateFn
type lexer struct {
	in  string
	pos int
	out []string
}

func text(l *lexer) stateFn {
	i := strings.IndexByte(l.in[l.pos:], '{')
	if i < 0 {
		l.out = append(l.out, "text:"+l.in[l.pos:])
		return nil
	}
	l.out = append(l.out, "text:"+l.in[l.pos:l.pos+i])
	l.pos += i + 1
	return action
}
func action(l *lexer) stateFn {
	i := strings.IndexByte(l.in[l.pos:], '}')
	if i < 0 {
		l.out = append(l.out, "error")
		return nil
	}
	l.out = append(l.out, "action:"+l.in[l.pos:l.pos+i])
	l.pos += i + 1
	return text
}

func main() {
	m := Machine{onEnter: map[State]func(State){Running: func(f State) { fmt.Println("running from", f) }}}
	for _, in := range []Input{"start", "pause", "stop", "start", "stop", "start"} {
		if err := m.Fire(in); err != nil {
			fmt.Println("error:", err)
		}
	}
	fmt.Println(m.State, m)
	l := &lexer{in: "hi {name}, bye {x"}
	for f := stateFn(text); f != nil; {
		f = f(l)
	}
	fmt.Printf("%q\n", l.out)
}
