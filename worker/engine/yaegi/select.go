package yaegi

import (
	"reflect"
	"runtime"
)

// A selected is what a select statement came to.
type selected struct {
	Index int // of the case
	V     any // what was received
	OK    bool
}

// What a case of a select statement is; package core writes the numbers.
const (
	caseReceive = iota
	caseSend
	caseDefault
)

// selectCase is the select statement. Its arguments are the cases one after the
// other: caseReceive and a channel, caseSend, a channel and a value, or
// caseDefault.
//
// When the program is stopped, it ends the goroutine.
func (p *program) selectCase(args ...any) selected {
	cases := make([]reflect.SelectCase, 0, len(args)/2+1)
	waits := true
	for i := 0; i < len(args); i++ {
		switch kind, _ := args[i].(int); kind {
		case caseReceive:
			cases = append(cases, reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(args[i+1])})
			i++
		case caseSend:
			ch := reflect.ValueOf(args[i+1])
			cases = append(cases, reflect.SelectCase{Dir: reflect.SelectSend, Chan: ch, Send: toSend(ch, args[i+2])})
			i += 2
		default:
			cases = append(cases, reflect.SelectCase{Dir: reflect.SelectDefault})
			waits = false
		}
	}
	if waits {
		cases = append(cases, reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(p.ended)})
	}
	i, v, ok := reflect.Select(cases)
	if waits && i == len(cases)-1 {
		runtime.Goexit()
	}
	s := selected{Index: i, OK: ok}
	if v.IsValid() {
		s.V = v.Interface()
	}
	return s
}

// toSend is a value as the channel's elements are. A nil that came without its
// type is given it.
func toSend(ch reflect.Value, x any) reflect.Value {
	v := reflect.ValueOf(x)
	if !v.IsValid() && ch.IsValid() {
		return reflect.Zero(ch.Type().Elem())
	}
	return v
}
