package supervisor

import (
	"encoding/json"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// sinkPatience bounds how long Close waits for a sink to take what waits for it.
const sinkPatience = 5 * time.Second

// An auditSink writes records to the caller's sink, without letting anybody wait
// for that.
type auditSink struct {
	out   io.WriteCloser
	bus   *bus
	queue chan *AuditRecord
	done  chan struct{}
	end   error // of closing out; after done

	written, lost, failed atomic.Uint64

	mu   sync.Mutex
	last string // the last error
}

func newAuditSink(out io.WriteCloser, queue int, b *bus) *auditSink {
	s := &auditSink{out: out, bus: b, queue: make(chan *AuditRecord, queue), done: make(chan struct{})}
	go s.run()
	return s
}

// give queues a record, or counts it as lost.
func (s *auditSink) give(r *AuditRecord) {
	select {
	case s.queue <- r:
	default:
		if s.lost.Add(1) == 1 {
			s.bus.emit(EventAuditException, Measurements{}, Metadata{Reason: "the audit's sink is too slow: records are lost"})
		}
	}
}

func (s *auditSink) run() {
	defer close(s.done)
	sound := true
	for r := range s.queue {
		err := s.write(r)
		if err != nil {
			s.failed.Add(1)
			s.mu.Lock()
			s.last = err.Error()
			s.mu.Unlock()
			if sound {
				s.bus.emit(EventAuditException, Measurements{}, Metadata{Reason: "the audit's sink failed: " + err.Error()})
			}
		} else {
			s.written.Add(1)
		}
		sound = err == nil
	}
	s.end = survived(s.out.Close)
}

func (s *auditSink) write(r *AuditRecord) error {
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	line = append(line, '\n')
	return survived(func() error {
		n, err := s.out.Write(line)
		if err == nil && n < len(line) {
			err = io.ErrShortWrite
		}
		return err
	})
}

// survived calls the caller's code. Its panic is an error: a sink that is no good
// must not take the supervisor down.
func survived(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panicked: %v", r)
		}
	}()
	return f()
}

func (s *auditSink) count(st *AuditStats) {
	st.Written, st.Lost, st.Failed = s.written.Load(), s.lost.Load(), s.failed.Load()
	s.mu.Lock()
	defer s.mu.Unlock()
	st.LastError = s.last
}

func (s *auditSink) close() error {
	close(s.queue)
	timer := time.NewTimer(sinkPatience)
	defer timer.Stop()
	select {
	case <-s.done:
		if s.end != nil {
			return fmt.Errorf("closing the audit's sink: %w", s.end)
		}
		return nil
	case <-timer.C:
		return fmt.Errorf("closing the audit's sink: it does not take records: %d were waiting after %v", len(s.queue), sinkPatience)
	}
}
