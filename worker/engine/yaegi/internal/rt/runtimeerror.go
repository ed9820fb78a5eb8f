package rt

import (
	"reflect"
	"runtime"
	"strings"
	"sync"
)

// The values that a run-time panic of compiled code raises cannot be made by
// a composite literal. They are had by provoking them, so that genomes see the
// very types and words of the Go run time.

// provoke returns what f panics with.
func provoke(f func()) (err runtime.Error) {
	defer func() { err, _ = recover().(runtime.Error) }()
	f()
	return nil
}

// errorStringType is runtime.errorString, whose words follow "runtime error: ".
var errorStringType = sync.OnceValue(func() reflect.Type {
	zero := 0
	return reflect.TypeOf(provoke(func() { zero = 1 / zero }))
})

// plainErrorType is runtime.plainError, whose words stand alone.
var plainErrorType = sync.OnceValue(func() reflect.Type {
	var m map[int]int
	return reflect.TypeOf(provoke(func() { m[0] = 0 }))
})

// runtimeError makes an error of the Go run time out of its full words.
func runtimeError(words string) runtime.Error {
	t := plainErrorType()
	if inner, ok := strings.CutPrefix(words, "runtime error: "); ok {
		t, words = errorStringType(), inner
	}
	v := reflect.New(t).Elem()
	v.SetString(words)
	return v.Interface().(runtime.Error)
}

func nilDereference() runtime.Error {
	return runtimeError(nilWords)
}

func uncomparable(t *Type) runtime.Error {
	return runtimeError("runtime error: comparing uncomparable type " + t.Name)
}

func unhashable(t *Type) runtime.Error {
	return runtimeError("runtime error: hash of unhashable type " + t.Name)
}

// IndexError is the panic value of x[i] with len(x) == n.
func IndexError(i, n int) any {
	return provoke(func() { _ = make([]struct{}, n)[i] })
}

// SliceError is the panic value of x[i:j] on a slice or array of capacity c.
func SliceError(i, j, c int) any {
	s := make([]struct{}, c)
	return provoke(func() { _ = s[i:j] })
}

// SliceError3 is the panic value of x[i:j:k] on a slice or array of capacity c.
func SliceError3(i, j, k, c int) any {
	s := make([]struct{}, c)
	return provoke(func() { _ = s[i:j:k] })
}

// SliceLowError is the panic value of x[i:] with len(x) == n.
func SliceLowError(i, n int) any {
	s := make([]struct{}, n)
	return provoke(func() { _ = s[i:] })
}

// StringError is the panic value of s[i:j] on a string of length n.
func StringError(i, j, n int) any {
	return provoke(func() { _ = strings.Repeat("x", n)[i:j] })
}

// RuntimeError is the panic value with the words of the Go run time that its
// message begins with or not: "runtime error: integer divide by zero",
// "assignment to entry in nil map".
func RuntimeError(words string) any { return runtimeError(words) }
