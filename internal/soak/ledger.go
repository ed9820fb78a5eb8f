package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/petri-lab/petri/cgroup"
	"github.com/petri-lab/petri/jail"
)

// A look is what this process and its supervisor hold at one moment.
type look struct {
	state  string // "idle": the supervisor lives, no sandbox does; "closed": neither
	cycles int
	held   [resources]int64
}

// The resources that are looked at.
const (
	descriptors = iota
	sockets     // of the descriptors
	goroutines
	threads
	processes // children, also unreaped ones
	mounts
	cgroups
	files // in the runtime directory
	resident
	resources
)

func resourceNames() [resources]string {
	return [...]string{"descriptors", "sockets", "goroutines", "threads", "processes", "mounts", "cgroups", "files", "resident kB"}
}

// slack is how much more of a resource than after the first round is no growth:
// none of what a supervisor makes, a little of what the Go run time keeps.
func slack(resource int, before int64) int64 {
	switch resource {
	case threads: // are kept, and taken when one blocks
		return 16
	case resident:
		return max(before/2, 16<<10)
	}
	return 0
}

// A ledger is all looks, in their order.
type ledger struct {
	looks []look
}

// look takes a look and prints it.
func (l *ledger) look(state string, cycles int, name, dir string) error {
	k := look{state: state, cycles: cycles}
	var err error
	if k.held, err = l.settled(state, name, dir); err != nil {
		return err
	}
	if len(l.looks) == 0 {
		fmt.Printf("%-8s %7s", "", "cycles")
		for _, n := range resourceNames() {
			fmt.Printf(" %11s", n)
		}
		fmt.Println()
	}
	l.looks = append(l.looks, k)
	fmt.Printf("%-8s %7d", state, cycles)
	for _, n := range k.held {
		fmt.Printf(" %11d", n)
	}
	fmt.Println()
	return nil
}

// settled takes looks until two in a row are the same but for memory and
// threads, and nothing has grown since the first look of that state: what a
// finished sandbox's goroutines give back may be on its way for a moment, which
// is long on a busy machine. What has grown for good is there when patience ends.
func (l *ledger) settled(state, name, dir string) (held [resources]int64, err error) {
	over := time.After(patience)
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for i := 0; ; i++ {
		now, err := count(name, dir)
		if err != nil {
			return now, err
		}
		settled := i > 0 && len(l.grown(state, now)) == 0
		for r := range held {
			settled = settled && (r == resident || r == threads || held[r] == now[r])
		}
		if held = now; settled {
			return held, nil
		}
		select {
		case <-again.C:
		case <-over:
			return held, nil
		}
	}
}

// grown are the resources of which more is held than at the first look of that
// state.
func (l *ledger) grown(state string, held [resources]int64) (all []int) {
	for _, k := range l.looks {
		if k.state != state {
			continue
		}
		for r, before := range k.held {
			if held[r] > before+slack(r, before) {
				all = append(all, r)
			}
		}
		return all
	}
	return nil
}

// verdict says what grew from the first look of a state to the last.
func (l *ledger) verdict() error {
	var errs []error
	first := map[string]look{}
	last := map[string]look{}
	for _, k := range l.looks {
		if _, ok := first[k.state]; !ok {
			first[k.state] = k
		}
		last[k.state] = k
	}
	for state, from := range first {
		to := last[state]
		if to.cycles == from.cycles {
			errs = append(errs, fmt.Errorf("%s: one round only: nothing can be said of growth", state))
			continue
		}
		for _, r := range l.grown(state, to.held) {
			errs = append(errs, fmt.Errorf("%s: %s grew from %d after %d cycles to %d after %d", state, resourceNames()[r], from.held[r], from.cycles, to.held[r], to.cycles))
		}
	}
	return errors.Join(errs...)
}

func count(name, dir string) (held [resources]int64, err error) {
	runtime.GC()
	debug.FreeOSMemory()
	fds, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return held, err
	}
	for _, fd := range fds {
		held[descriptors]++
		if link, err := os.Readlink("/proc/self/fd/" + fd.Name()); err == nil && strings.HasPrefix(link, "socket:") {
			held[sockets]++
		}
	}
	held[goroutines] = int64(runtime.NumGoroutine())
	m, err := jail.MemoryOf(os.Getpid())
	if err != nil {
		return held, err
	}
	held[threads], held[resident] = int64(m.Threads), m.Resident>>10
	if held[processes], err = children(); err != nil {
		return held, err
	}
	text, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return held, err
	}
	held[mounts] = int64(strings.Count(string(text), "\n"))
	if held[cgroups], err = groups(name); err != nil {
		return held, err
	}
	err = filepath.WalkDir(dir, func(string, fs.DirEntry, error) error {
		held[files]++
		return nil
	})
	return held, err
}

// children counts this process's, by whom they name as their parent.
func children() (n int64, err error) {
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return 0, err
	}
	for _, path := range stats {
		text, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended
		}
		// A name may hold anything, parentheses as well.
		_, rest, _ := strings.Cut(string(text[strings.LastIndexByte(string(text), ')')+1:]), " ")
		var state string
		var parent int
		if _, err := fmt.Sscan(rest, &state, &parent); err == nil && parent == os.Getpid() {
			n++
		}
	}
	return n, nil
}

// groups counts the cgroups with the supervisors' name; none where there is no
// cgroup v2.
func groups(name string) (n int64, err error) {
	m, err := cgroup.Find()
	var none *cgroup.Problem
	if errors.As(err, &none) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	err = filepath.WalkDir(m.Point, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && strings.Contains(path, name) {
			n++
		}
		return nil // what vanishes meanwhile is somebody else's
	})
	return n, err
}
