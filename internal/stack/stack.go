// Package stack makes stacks large before they are needed.
package stack

// ahead is how much room Grow makes, in bytes: a load of a small genome takes
// some 30 KiB.
const ahead = 48 << 10

// Grow makes the stack of the calling goroutine grow while there is little on it
// to be copied. It would grow all the same, by doubling, and at each step the run
// time looks up every function on it in tables that a new process has not read
// yet. What is not used of it takes no memory.
func Grow() { reserve(false) }

// reserve has a frame of that size. Its size alone does it: to use it would touch
// its memory.
//
//go:noinline
func reserve(use bool) (sum int) {
	if !use {
		return 0
	}
	var frame [ahead]byte
	for i := range frame {
		frame[i] = byte(sum)
		sum += int(frame[i/2])
	}
	return sum
}
