// Package probe holds what a program may try that sits in a jail and has got
// at the machine: a genome, for instance, that has broken out of its
// interpreter. Tests put programs with these probes in a worker's place. They
// do harm where nothing stops them; those that do not, and are shipped, are in
// package jail/probe.
package probe

import (
	"fmt"

	"golang.org/x/sys/unix"

	harmless "github.com/petri-lab/petri/jail/probe"
)

// Try makes the attempt with this name and says in a word or two what came of
// it: "ok" with the call's result, or the name of an errno. Many an attempt
// ends the process, and some do not end. Some need an argument, a number or a
// path. There may be no probe of that name.
func Try(name, argument string) (came string, known bool) {
	if try, ok := programs()[name]; ok {
		return try(argument), true
	}
	call, ok := calls()[name]
	if !ok {
		came, err := harmless.Run(name, argument)
		return came, err == nil
	}
	r, _, errno := unix.RawSyscall6(call[0], call[1], call[2], call[3], call[4], call[5], call[6])
	if call[0] == unix.SYS_CLONE && errno == 0 && r == 0 {
		unix.RawSyscall(unix.SYS_EXIT_GROUP, 0, 0, 0) // the child
	}
	return result(r, errno), true
}

// programs are the probes that are more than one call.
func programs() map[string]func(argument string) string {
	all := map[string]func(string) string{}
	for _, some := range []map[string]func(string) string{
		timePrograms(), memoryPrograms(), processPrograms(), filePrograms(), networkPrograms(),
	} {
		for name, try := range some {
			all[name] = try
		}
	}
	return all
}

// run makes an attempt of package jail/probe's.
func run(name, argument string) string {
	came, err := harmless.Run(name, argument)
	if err != nil {
		panic(err)
	}
	return came
}

// result says how a call ended.
func result(r uintptr, errno unix.Errno) string {
	if errno != 0 {
		return unix.ErrnoName(errno)
	}
	return fmt.Sprint("ok ", int(r))
}

// failed says how a call ended that gives nothing but an error.
func failed(err error) string {
	errno, _ := err.(unix.Errno)
	return result(0, errno)
}

// after says how something ended that went well a number of times.
func after(n int, err error) string {
	return fmt.Sprintf("%s after %d", failed(err), n)
}
