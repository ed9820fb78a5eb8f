// Package probe tries to break out of a jail: each probe does by machine code,
// in a worker's place, what one guarantee of package jail forbids. Whoever asks
// learns how the kernel answered, and a process that was killed for asking
// learns nothing, so that its parent does.
//
// Every probe is harmless where it gets through. Nothing of the host's is
// changed but what the probe itself undoes; what it starts ends with the
// lifeline, if nothing ends it before; what it uses up is bounded.
package probe

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// ErrUnknown says that there is no probe of that name.
var ErrUnknown = errors.New("no such probe")

// A probe is given its argument and returns the kernel's answer.
type probe func(arg string) string

// number is a probe whose argument is a number.
func number(p func(n int) string) probe {
	return func(arg string) string {
		n, err := strconv.Atoi(arg)
		if err != nil {
			return refused(err)
		}
		return p(n)
	}
}

// probes are all of them, by name.
func probes() map[string]probe {
	m := map[string]probe{
		// Memory: how much to try to have, in bytes.
		"heap":    number(heap),
		"mapping": number(func(n int) string { return mapping(n, unix.MAP_PRIVATE) }),
		"shared":  number(func(n int) string { return mapping(n, unix.MAP_SHARED) }),
		// Processes and threads: how many to try to have.
		"forks":   number(forks),
		"threads": number(threads),
		// CPU time: how much to try to use, in milliseconds.
		"spin": number(spin),
		// The tree of processes.
		"daemon": func(string) string { return daemon() },
		"cling":  func(string) string { return cling() },
		// Files: which one, and in which directory.
		"read":    read,
		"symlink": symlink,
		"create":  create,
		// The network: which address.
		"tcp":        func(arg string) string { return dial("tcp", arg) },
		"udp":        func(arg string) string { return dial("udp", arg) },
		"unix":       func(arg string) string { return dial("unix", arg) },
		"interfaces": func(string) string { return interfaces() },
		// Other processes: which one.
		"signal": number(func(pid int) string { return call{number: unix.SYS_KILL, args: [6]uintptr{uintptr(pid), 0}}.make() }),
	}
	for name, c := range calls() {
		m[name] = func(string) string { return c.make() }
	}
	maps.Copy(m, foreign())
	return m
}

// Names lists the probes, sorted.
func Names() []string { return slices.Sorted(maps.Keys(probes())) }

// Run makes one attempt. The answer is a line: "ok", perhaps with further
// words, if the kernel did what it was asked; else the name of its error
// ("EPERM"), perhaps with further words. Many attempts do not return, because
// the process is killed for them. The error is ErrUnknown.
func Run(name, arg string) (answer string, err error) {
	p := probes()[name]
	if p == nil {
		return "", fmt.Errorf("%w: %.100q", ErrUnknown, name)
	}
	return p(arg), nil
}

// GotThrough tells whether an answer of Run's says that the kernel did what it
// was asked, and what else it says.
func GotThrough(answer string) (words string, ok bool) {
	if answer == okay {
		return "", true
	}
	words, ok = strings.CutPrefix(answer, okay+" ")
	return words, ok
}

// okay begins the answer to an attempt that got through.
const okay = "ok"

// ok is such an answer.
func ok(format string, args ...any) string {
	return strings.TrimSpace(okay + " " + fmt.Sprintf(format, args...))
}

// refused is the answer for one that did not.
func refused(err error) string {
	var errno unix.Errno
	if errors.As(err, &errno) {
		if name := unix.ErrnoName(errno); name != "" {
			return name
		}
	}
	return "error: " + err.Error()
}
