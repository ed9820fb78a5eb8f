// Package eintr makes system calls that a signal may interrupt.
package eintr

import "golang.org/x/sys/unix"

// Retry makes a system call until no signal interrupts it.
func Retry(call func() (int, error)) (n int, err error) {
	for {
		if n, err = call(); err != unix.EINTR {
			return n, err
		}
	}
}
