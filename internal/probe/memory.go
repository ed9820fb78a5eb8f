package probe

import (
	"fmt"
	"math"
	"os/signal"
	"runtime/debug"
	"strconv"

	"golang.org/x/sys/unix"
)

func memoryPrograms() map[string]func(string) string {
	return map[string]func(string) string{
		"eat":             func(string) string { eat(); return "ok" },
		"eat uncollected": eatUncollected,
		"eat shared":      func(string) string { return run("shared", strconv.Itoa(128*mebibyte)) }, // RLIMIT_DATA does not count it
		"eat memfd":       eatMemfd,
		"hoard pipes":     hoardPipes,
	}
}

const mebibyte = 1 << 20

// touch makes memory real.
func touch(b []byte) {
	for i := 0; i < len(b); i += 4096 {
		b[i] = 1
	}
}

func eat() {
	type link struct {
		next *link
		data [mebibyte]byte
	}
	for chain := (*link)(nil); ; {
		chain = &link{next: chain}
		touch(chain.data[:])
	}
}

// eatUncollected makes nothing but garbage, once nobody collects it any more.
func eatUncollected(string) string {
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(math.MaxInt64)
	for {
		touch(make([]byte, mebibyte))
	}
}

// eatMemfd writes into a file of memory.
func eatMemfd(string) string {
	signal.Ignore(unix.SIGXFSZ)
	fd, err := unix.MemfdCreate("x", 0)
	if err != nil {
		return failed(err)
	}
	const size = 128
	b := make([]byte, mebibyte)
	for n := range size {
		if _, err := unix.Write(fd, b); err != nil {
			return after(n, err)
		}
	}
	return fmt.Sprint("ok ", size)
}

// hoardPipes fills pipes that nobody reads, each of them as large as may be.
func hoardPipes(string) string {
	b := make([]byte, mebibyte)
	const count = 10000
	for n := range count {
		var p [2]int
		if err := unix.Pipe2(p[:], unix.O_NONBLOCK); err != nil {
			return after(n, err)
		}
		_, _ = unix.FcntlInt(uintptr(p[1]), unix.F_SETPIPE_SZ, mebibyte)
		_, _ = unix.Write(p[1], b)
	}
	return fmt.Sprint("ok ", count)
}
