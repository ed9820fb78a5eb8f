package jail

import (
	"fmt"
	"os"
)

// Do does something on the forking thread, and returns when it is done.
func (s *Spawner) Do(f func()) {
	done := make(chan struct{})
	s.jobs <- func() {
		defer close(done)
		f()
	}
	<-done
}

// Descriptors says what is in the forking thread's table; nil if it has none of
// its own.
func (s *Spawner) Descriptors() (all []string, err error) {
	s.Do(func() {
		if !s.table.own {
			return
		}
		var fds []int
		fds, _, err = ownDescriptors()
		for _, fd := range fds {
			// But for the listing's own.
			if target, err := os.Readlink(fmt.Sprintf("/proc/thread-self/fd/%d", fd)); err == nil {
				all = append(all, fmt.Sprint(fd, " ", target))
			}
		}
	})
	return all, err
}

// Homeless makes the spawner do as if the kernel had refused the forking thread
// a working directory of its own.
func (s *Spawner) Homeless() { s.Do(func() { s.table.place = false }) }

// Portable makes the spawner fork as package syscall does. It tells whether
// that is another way than the spawner's own.
func (s *Spawner) Portable() bool {
	s.Do(func() { s.portable = true })
	return ownFork
}

// Wait returns once the copy is made, or why it cannot be.
func (i *Image) Wait() error {
	<-i.done
	return i.err
}

// MaxNets is how many network namespaces a spawner remembers.
const MaxNets = maxNets

// Abandon forks a child that waits for its parent, which goes away instead,
// and tells what became of the child's wish to execute /nowhere.
func (s *Spawner) Abandon() (err error) {
	s.Do(func() {
		p := &program{}
		defer p.clear()
		var g gate
		if g, err = p.gate("waiting"); err != nil {
			return
		}
		if err = p.exec("/nowhere", []string{"child"}, nil); err != nil {
			return
		}
		_, err = p.run(0, -1, func(int) error { g.close(); return nil })
	})
	return err
}
