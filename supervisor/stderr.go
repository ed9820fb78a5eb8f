package supervisor

import (
	"io"
	"sync"
	"time"
)

// A stderrTail reads a worker's real standard error to its end: nothing but
// the Go run time's last words is expected there. It keeps the beginning,
// where those name the cause, and forgets the rest, so that a flood costs the
// supervisor time at most.
type stderrTail struct {
	done chan struct{}
	mu   sync.Mutex
	head []byte
}

// maxStderr is how much of a worker's standard error is kept, in bytes.
const maxStderr = 16 << 10

// drain reads r until it ends or is closed.
func drain(r io.Reader) *stderrTail {
	t := &stderrTail{done: make(chan struct{})}
	go func() {
		defer close(t.done)
		// Of most workers nothing ever comes: a large buffer is for floods.
		buf := make([]byte, 256)
		for {
			n, err := r.Read(buf)
			_, _ = t.Write(buf[:n])
			if err != nil {
				return // the end of the stream, whichever way it came
			}
			if n == len(buf) && n < maxStderr {
				buf = make([]byte, maxStderr)
			}
		}
	}()
	return t
}

// Write keeps what there is room for. It never fails.
func (t *stderrTail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if room := maxStderr - len(t.head); room > 0 {
		t.head = append(t.head, b[:min(room, len(b))]...)
	}
	return len(b), nil
}

// wait returns what was kept, once the stream has ended or d has passed: a
// descendant of the worker could hold the other end.
func (t *stderrTail) wait(d time.Duration) []byte {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-t.done:
	case <-timer.C:
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.head
}
