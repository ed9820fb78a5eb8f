package yaegi

import (
	"bytes"
	"runtime"
	"strings"
	"sync"
)

const (
	maxTraceLines  = 64  // of one panic; the innermost are kept
	maxTraceLine   = 512 // bytes kept of one line
	maxTraceOwners = 64  // goroutines of one program with a trace kept
)

// traces collects what the interpreter writes about panics: a line for each
// interpreted function that a panic unwinds, innermost first, also for panics
// that the genome recovers from further out. It keeps the last panic of each
// goroutine. Its use is bounded by the constants above.
type traces struct {
	mu    sync.Mutex
	lines map[string][]traceLine // by goroutine
	order []string               // goroutines, oldest first
	// resumed are goroutines whose next line continues the trace that is there,
	// because a deferred call stood between.
	resumed map[string]bool
	notes   []traceNote // the oldest first
}

// A traceLine is a function that a panic has unwound.
type traceLine struct {
	text  string // by the interpreter, with the line of the function's first statement
	at    int    // the line that was executed, or 0
	words string // of the Go run time, or ""
}

// A traceNote is where a goroutine was when a panic unwound it, in the function
// for which the interpreter is about to write.
type traceNote struct {
	owner string
	at    int
	words string
}

// note is called before the interpreter writes its line about a function.
func (t *traces) note(at int, words string) {
	owner := goroutine()
	t.mu.Lock()
	defer t.mu.Unlock()
	for i := range t.notes {
		if t.notes[i].owner == owner {
			t.notes[i].at, t.notes[i].words = at, words
			return
		}
	}
	if len(t.notes) == maxTraceOwners {
		t.notes = append(t.notes[:0], t.notes[1:]...)
	}
	t.notes = append(t.notes, traceNote{owner, at, words})
}

// noted returns and forgets the note of a goroutine.
func (t *traces) noted(owner string) traceNote {
	for i, n := range t.notes {
		if n.owner == owner {
			t.notes = append(t.notes[:i], t.notes[i+1:]...)
			return n
		}
	}
	return traceNote{}
}

// Write implements io.Writer; the interpreter writes one line at a time from
// the goroutine that panics.
func (t *traces) Write(line []byte) (int, error) {
	owner := goroutine()
	t.mu.Lock()
	note := t.noted(owner)
	t.mu.Unlock()
	depth := unwound()
	if depth > maxTraceLines {
		return len(line), nil
	}
	text := string(bytes.TrimRight(line[:min(len(line), maxTraceLine)], "\n"))
	t.mu.Lock()
	defer t.mu.Unlock()
	old, known := t.lines[owner]
	if !known {
		t.admit(owner)
	}
	if depth <= 1 && !t.resumed[owner] {
		old = nil // a new panic
	}
	delete(t.resumed, owner)
	if len(old) >= maxTraceLines {
		return len(line), nil
	}
	t.lines[owner] = append(old, traceLine{text, note.at, note.words})
	return len(line), nil
}

// admit makes room for a goroutine.
func (t *traces) admit(owner string) {
	if t.lines == nil {
		t.lines = map[string][]traceLine{}
	}
	if len(t.order) == maxTraceOwners {
		delete(t.lines, t.order[0])
		t.order = t.order[1:]
	}
	t.order = append(t.order, owner)
}

// take returns and forgets the last trace of the calling goroutine.
func (t *traces) take() []traceLine {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.lines) == 0 {
		return nil
	}
	owner := goroutine()
	lines := t.lines[owner]
	if lines != nil {
		delete(t.lines, owner)
		delete(t.resumed, owner)
		for i, o := range t.order {
			if o == owner {
				t.order = append(t.order[:i:i], t.order[i+1:]...)
				break
			}
		}
	}
	return lines
}

// resume gives the calling goroutine back the trace of a panic that goes on.
func (t *traces) resume(lines []traceLine) {
	if len(lines) == 0 {
		return
	}
	owner := goroutine()
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, known := t.lines[owner]; !known {
		t.admit(owner)
	}
	t.lines[owner] = lines
	if t.resumed == nil {
		t.resumed = map[string]bool{}
	}
	t.resumed[owner] = true
}

// unwound counts the interpreted functions that the current panic has unwound
// so far. The interpreter's deferred function writes its line and panics
// again, so the innermost Go frames alternate between that function and the
// runtime's gopanic.
func unwound() int {
	var pcs [2*maxTraceLines + 8]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs[:])])
	count := 0
	for {
		f, more := frames.Next()
		switch {
		case strings.HasSuffix(f.Function, "/interp.runCfg.func1"):
			count++
		case f.Function == "runtime.gopanic":
		case count > 0:
			return count
		}
		if !more {
			return count
		}
	}
}

// goroutine identifies the calling goroutine by the head of its stack dump,
// the only place where the runtime tells.
func goroutine() string {
	var buf [64]byte
	head := buf[:runtime.Stack(buf[:], false)]
	if i := bytes.IndexByte(head, '['); i > 0 {
		head = head[:i]
	}
	return string(head)
}
