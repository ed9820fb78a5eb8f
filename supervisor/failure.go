package supervisor

import (
	"errors"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/petri-lab/petri/jail"
)

// failed deals with a worker whose RPC failed: it is dead, dying, or broke the
// protocol and is killed for it.
func (w *worker) failed(err error) {
	code := status.Code(err)
	if errors.Is(err, errProtocol) {
		how := err.Error()
		w.broke.Store(&how)
	}
	if jail.Dying(w.proc.PID()) {
		// Its end is on the way to us, and says more than the connection's does,
		// which came first.
		timer := time.NewTimer(endPatience)
		defer timer.Stop()
		select {
		case <-w.proc.Done():
		case <-timer.C:
		}
	}
	if w.alive() {
		switch {
		case errors.Is(err, errProtocol):
			w.kill(ProtocolError, "%s", printable(err.Error()))
		case code == codes.ResourceExhausted:
			w.kill(ProtocolError, "worker sent a message larger than it may: %s", printable(status.Convert(err).Message()))
		case code == codes.Unavailable || code == codes.Canceled:
			w.kill(ProtocolError, "worker closed its connection")
		default:
			w.kill(ProtocolError, "worker answered with %s: %s", code, printable(status.Convert(err).Message()))
		}
	}
}

// diedOf makes r the result of a run whose worker died of it, and returns how.
func (r *Result) diedOf(w *worker) death {
	d := w.close()
	r.Verdict, r.Value = d.verdict, nil
	r.Error = d.failure()
	return d
}

// account fills in what the kernel says that a run cost; before is the
// worker's CPU time at its beginning.
func (r *Result) account(w *worker, before time.Duration) {
	if w.alive() {
		if now, err := jail.CPUTime(w.proc.PID()); err == nil {
			r.Usage.CPU = now - before
		}
		if peak, err := w.peakMemory(); err == nil {
			r.Usage.PeakMemory = peak
			return
		}
	}
	// It has ended or been killed: the kernel's last word follows its reaping.
	timer := time.NewTimer(lastWords)
	defer timer.Stop()
	select {
	case <-w.proc.Done():
		exit := w.proc.Exit()
		r.Usage.CPU = max(exit.CPU-before, 0)
		r.Usage.PeakMemory = exit.MaxRSS
		if last := w.close().last; last != nil && last.Usage.PeakMemory.Known {
			r.Usage.PeakMemory = last.Usage.PeakMemory.Value
		}
	case <-timer.C:
	}
}

// peakMemory is the most that the living worker has used so far, in bytes.
func (w *worker) peakMemory() (int64, error) {
	if w.group != nil {
		if peak, err := w.group.leaf.PeakMemory(); err != nil || peak.Known {
			return peak.Value, err
		}
	}
	m, err := jail.MemoryOf(w.proc.PID())
	return m.Peak, err
}

// cpuNow is the worker's CPU time so far; 0 if it has ended.
func (w *worker) cpuNow() time.Duration {
	d, err := jail.CPUTime(w.proc.PID())
	if err != nil {
		return 0
	}
	return d
}
