package worker

import (
	"sync"
	"time"

	"github.com/petri-lab/petri/ipc/serve"
	"github.com/petri-lab/petri/ipc/workerpb"
)

// A batch is sent once it is this large, or when its first outcome is this old:
// many small messages cost more than their content, and an outcome that waits
// is one that the supervisor does not know of when the process dies.
const (
	batchOutcomes = 64
	batchBytes    = 64 << 10
	batchAge      = 2 * time.Millisecond
)

// A batch collects outcomes, and what came of the load before them, and sends
// them, at the latest after batchAge, also while the next input runs.
type batch struct {
	stream serve.Replies

	mu       sync.Mutex
	load     *workerpb.LoadReply // to be sent before any outcome; nil if there is none
	outcomes []*workerpb.Outcome
	size     int
	timer    *time.Timer
	err      error // of the last Send
	finished bool
}

// loaded takes the reply to a load, which waits for outcomes as they do.
func (b *batch) loaded(r *workerpb.LoadReply) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.load = r
	b.wait()
}

// wait sees to it that what is there is sent in time. b.mu is held.
func (b *batch) wait() {
	if b.timer == nil {
		b.timer = time.AfterFunc(batchAge, b.age)
	}
}

// add takes an outcome; with now it is sent at once. After the last one comes
// finish. The error is that of any send so far.
func (b *batch) add(o *workerpb.Outcome, now, last bool) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.outcomes = append(b.outcomes, o)
	b.size += len(o.GetValue()) + len(o.GetStdout()) + len(o.GetStderr()) + 64
	switch {
	case now || len(b.outcomes) >= batchOutcomes || b.size >= batchBytes:
		b.send()
	case !last:
		b.wait()
	}
	return b.err
}

// age sends what has waited long enough.
func (b *batch) age() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if (len(b.outcomes) > 0 || b.load != nil) && !b.finished {
		b.send()
	}
}

// outcall sends a call of something elsewhere, after what there is.
func (b *batch) outcall(o *workerpb.Outcall) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.err == nil && !b.finished {
		b.err = b.stream.Send(&workerpb.CallReply{Outcall: o})
	}
	return b.err
}

// finish sends the last message. Nothing is sent after it.
func (b *batch) finish(h *workerpb.Health) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.finished = true
	b.flush(b.stream.Finish, h)
	return b.err
}

func (b *batch) send() { b.flush(b.stream.Send, nil) }

// flush sends what there is, with a closing word or nil. b.mu is held.
func (b *batch) flush(send func(*workerpb.CallReply) error, h *workerpb.Health) {
	if b.timer != nil {
		b.timer.Stop()
		b.timer = nil
	}
	if b.load != nil || len(b.outcomes) > 0 {
		endIfOverdrawn()
	}
	if b.err == nil {
		b.err = send(&workerpb.CallReply{Load: b.load, Outcomes: b.outcomes, Health: h})
	}
	b.load, b.outcomes, b.size = nil, nil, 0
}
