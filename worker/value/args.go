package value

import (
	"context"
	"encoding/json"
	"reflect"
)

// DecodeArgs turns a JSON array into arguments for a function of type ft. Empty
// input is no arguments. What a variadic function takes beyond its fixed
// parameters is spread, as reflect.Value.Call wants it.
//
// Every error wraps ErrArguments and says which argument it is about, counting
// from 1; ErrCount if their number is wrong, else ErrType, ErrSyntax,
// ErrTooLarge or ErrTooDeep. Nothing is shared with raw.
func DecodeArgs(raw json.RawMessage, ft reflect.Type) ([]reflect.Value, error) {
	if len(raw) == 0 {
		raw = json.RawMessage("[]")
	}
	if err := check(raw); err != nil {
		return nil, err
	}
	d := decoder{scanner: scanner{data: raw}}
	if d.peek() != '[' {
		return nil, refuse(ErrType, "want an array of arguments, got %s", got(d.skip()))
	}
	if err := checkCount(raw, ft); err != nil {
		return nil, err
	}
	args := make([]reflect.Value, 0, ft.NumIn())
	for i := 0; d.next(i == 0); i++ {
		t := parameter(ft, i)
		if t == reflect.TypeFor[context.Context]() {
			return nil, under(refuse(ErrType, "a context.Context cannot be given; the function's deadline is the call's own"), "argument", i+1)
		}
		v := reflect.New(t).Elem()
		if err := d.value(v); err != nil {
			return nil, under(err, "argument", i+1)
		}
		args = append(args, v)
	}
	return args, nil
}

// parameter is the type of argument i.
func parameter(ft reflect.Type, i int) reflect.Type {
	if last := ft.NumIn() - 1; ft.IsVariadic() && i >= last {
		return ft.In(last).Elem()
	}
	return ft.In(i)
}

// checkCount comes before decoding, because the types of too many arguments
// are not defined.
func checkCount(raw []byte, ft reflect.Type) error {
	s := scanner{data: raw}
	n := 0
	for s.next(n == 0) {
		s.skip()
		n++
	}
	want := ft.NumIn()
	switch {
	case ft.IsVariadic() && n < want-1:
		return refuse(ErrCount, "want at least %d arguments, got %d", want-1, n)
	case !ft.IsVariadic() && n != want:
		return refuse(ErrCount, "want %d arguments, got %d", want, n)
	}
	return nil
}

// SplitError separates a trailing result of type error, which says how a
// function ended, from what it computed. errValue is the zero Value if a
// function of type ft has no such result; else it is an error interface, nil or
// not.
func SplitError(results []reflect.Value, ft reflect.Type) (vals []reflect.Value, errValue reflect.Value) {
	last := ft.NumOut() - 1
	if last < 0 || last != len(results)-1 || ft.Out(last) != reflect.TypeFor[error]() {
		return results, reflect.Value{}
	}
	return results[:last], results[last]
}
