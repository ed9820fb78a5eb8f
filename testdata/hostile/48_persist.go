// want: ok

package candidate

var calls int

// Run counts how often it has been called, which only a worker's own memory can
// tell.
func Run() int {
	calls++
	return calls
}

// Crash takes the worker down.
func Crash() { go func() { panic("enough") }() }
