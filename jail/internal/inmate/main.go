// Command inmate stands in a worker's place, in a real jail, and does there
// what a genome could do that has broken out of its interpreter: it makes one
// system call, directly. Tests start it and see what becomes of it.
package main

import (
	"fmt"
	"net"
	"os"
	"runtime"
	"time"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/jail"
)

func main() {
	if len(os.Args) != 3 {
		fail(fmt.Errorf("want a plan and a probe"))
	}
	plan, err := jail.ParsePlan(os.Args[1:2])
	fail(err)
	fail(jail.DropInherited())
	fail(jail.WatchLifeline(func() { os.Exit(0) }))
	cell, err := jail.Enter(plan)
	fail(err)
	// As a worker does.
	listener, err := net.Listen("unix", "./socket")
	fail(err)
	defer listener.Close()
	// More threads than the one that seals.
	for range 3 {
		go func() {
			runtime.LockOSThread()
			time.Sleep(time.Hour)
		}()
	}
	time.Sleep(time.Millisecond)
	fail(cell.Seal())
	say("sealed")

	name := os.Args[2]
	if special, ok := specials()[name]; ok {
		special()
		return
	}
	call, ok := calls()[name]
	if !ok {
		fail(fmt.Errorf("no probe %q", name))
	}
	r, _, errno := unix.RawSyscall6(call[0], call[1], call[2], call[3], call[4], call[5], call[6])
	if call[0] == unix.SYS_CLONE && errno == 0 && r == 0 {
		unix.RawSyscall(unix.SYS_EXIT_GROUP, 0, 0, 0) // the child
	}
	result(r, errno)
}

// result reports how a call ended.
func result(r uintptr, errno unix.Errno) {
	if errno != 0 {
		say(unix.ErrnoName(errno))
		return
	}
	say(fmt.Sprint("ok ", int(r)))
}

// say writes a line without the help of the os package.
func say(line string) {
	_, _ = unix.Write(1, []byte(line+"\n"))
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "inmate:", err)
		os.Exit(70)
	}
}
