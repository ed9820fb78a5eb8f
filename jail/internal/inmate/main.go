// Command inmate stands in a worker's place, in a real jail, and does there
// what a genome could do that has broken out of its interpreter: it makes one
// probe. Tests start it and see what becomes of it.
package main

import (
	"fmt"
	"net"
	"os"
	"runtime"
	"time"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/internal/probe"
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

	came, known := probe.Try(os.Args[2], "")
	if !known {
		fail(fmt.Errorf("no probe %q", os.Args[2]))
	}
	say(came)
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
