package stack

import (
	"testing"
	"unsafe"
)

// deep uses most of what Grow has made room for, and tells where a variable of
// its caller's is meanwhile: growing moves a stack.
//
//go:noinline
func deep(n int, at *byte) uintptr {
	var frame [1 << 10]byte
	frame[n%len(frame)] = byte(n)
	if n == 0 {
		return uintptr(unsafe.Pointer(at)) + uintptr(frame[0])
	}
	return deep(n-1, at) + uintptr(frame[(n+1)%len(frame)])
}

func TestGrow(t *testing.T) {
	type result struct{ before, after uintptr }
	run := func(grow bool) (r result) {
		done := make(chan result)
		go func() {
			if grow {
				Grow()
			}
			var here byte
			r := result{before: uintptr(unsafe.Pointer(&here))}
			r.after = deep(40, &here)
			done <- r
		}()
		return <-done
	}
	if r := run(true); r.before != r.after {
		t.Error("the stack was moved although there was room")
	}
	if r := run(false); r.before == r.after {
		t.Error("the stack was not moved without room: the test shows nothing")
	}
}
