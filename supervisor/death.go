package supervisor

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
	"unicode"

	"github.com/petri-lab/petri/cgroup"
	"github.com/petri-lab/petri/jail"
)

// A death is how a worker ended and why, as a verdict on the run that it took
// with it.
type death struct {
	verdict Verdict
	message string
	exit    jail.Exit
	last    *cgroup.Last // what its cgroup said; nil if that is not known
	trace   []deathFrame // of the panic that ended it, innermost first
	// byItself says that the worker ended with exit status 0, and nobody and
	// nothing made it.
	byItself bool
}

// What is said of a limit, whichever mechanism enforced it.
const (
	passedMemory = "passed its memory limit"
	noThread     = "could not start another thread or process"
)

// goFatal are the last words of the Go run time, as they begin a line on its
// standard error, and what they mean here. Values that a genome puts into a
// panic cannot forge them: the run time indents their further lines.
// Source: runtime/panic.go, malloc.go, mem_linux.go, os_linux.go, stack.go.
func goFatal() []struct {
	prefix  string
	verdict Verdict
	message string
} {
	return []struct {
		prefix  string
		verdict Verdict
		message string
	}{
		{"fatal error: runtime: out of memory", MemoryLimit, passedMemory},
		{"fatal error: runtime: cannot allocate memory", MemoryLimit, passedMemory},
		{"fatal error: out of memory", MemoryLimit, passedMemory},
		{"fatal error: cannot allocate memory", MemoryLimit, passedMemory},
		{"runtime: cannot allocate memory", MemoryLimit, passedMemory},
		// A queue of the collector's whose memory was refused, which it does not
		// look at (mgcmark_greenteagc.go, newSpanSPMC).
		{"runtime.(*spanQueue).tryDrain(", MemoryLimit, passedMemory},
		{"runtime: failed to create new OS thread", ProcessLimit, noThread},
		{"fatal error: newosproc", ProcessLimit, noThread},
		{"fatal error: stack overflow", Crashed, "stack overflow"},
		{"SIGSYS: bad system call", SyscallDenied, "made a forbidden system call"},
	}
}

// explain says why a worker ended: the supervisor's own reason first, then the
// kernel's word, then the Go run time's. What none of them explains is the
// host's doing, not the candidate's.
func explain(killed *killing, exit jail.Exit, last *cgroup.Last, stderr []byte) death {
	d := death{exit: exit, last: last}
	switch {
	case killed != nil:
		d.verdict, d.message = killed.verdict, killed.message
	case last != nil && last.Counts.OOMKilled():
		d.verdict, d.message = MemoryLimit, passedMemory+": killed for it by the kernel"
	case last != nil && last.Counts.PidsRefused():
		d.verdict, d.message = ProcessLimit, noThread
	case exit.Err != nil:
		d.verdict, d.message = InfraError, exit.String()
	case exit.Status.Signaled():
		d.verdict, d.message = explainSignal(exit)
	case exit.Status.ExitStatus() == 2:
		d.verdict, d.message = explainGo(stderr)
		if d.verdict == Crashed {
			d.trace = deathTrace(stderr)
		}
		if d.verdict == ProcessLimit && last != nil && last.Counts.Pids != nil {
			// Its own group, whose limit is the narrower one, refused nothing.
			d.verdict, d.message = InfraError, noThread+", which the host refused: its own limit was not reached"
		}
	default:
		d.verdict = Crashed
		d.message = fmt.Sprintf("worker ended with %s%s", exit, quoteFirstLine(stderr))
		d.byItself = exit.Status.ExitStatus() == 0
	}
	return d
}

func explainSignal(exit jail.Exit) (Verdict, string) {
	switch sig := exit.Status.Signal(); sig {
	case syscall.SIGSYS:
		return SyscallDenied, "made a forbidden system call"
	case syscall.SIGXCPU:
		return CPULimit, "used up its CPU time"
	case syscall.SIGKILL:
		return InfraError, "worker was killed by SIGKILL, and not by its supervisor: by an operator or by the host's out-of-memory killer"
	case syscall.SIGSEGV, syscall.SIGBUS, syscall.SIGILL, syscall.SIGFPE, syscall.SIGABRT, syscall.SIGTRAP:
		return Crashed, "worker was " + exit.String()
	default:
		return InfraError, "worker was " + exit.String() + " from outside"
	}
}

// explainGo reads what the Go run time says before it ends with status 2.
func explainGo(stderr []byte) (Verdict, string) {
	fatal := goFatal()
	var panicLine string
	for line := range bytes.Lines(stderr) {
		text := strings.TrimRight(string(line), "\n")
		for _, f := range fatal {
			if strings.HasPrefix(text, f.prefix) {
				return f.verdict, f.message
			}
		}
		switch {
		case strings.HasPrefix(text, "fatal error: "):
			return Crashed, printable(strings.TrimPrefix(text, "fatal error: "))
		case strings.HasPrefix(text, "panic: ") && panicLine == "":
			// The words before a "fatal error" during a panic do not count.
			panicLine = strings.TrimPrefix(text, "panic: ")
			for _, noise := range []string{" [recovered, repanicked]", " [recovered]"} {
				panicLine = strings.TrimSuffix(panicLine, noise)
			}
		case strings.HasPrefix(text, "goroutine ") && panicLine != "":
			return Crashed, "panic in a goroutine: " + printable(panicLine)
		}
	}
	if panicLine != "" {
		return Crashed, "panic in a goroutine: " + printable(panicLine)
	}
	return Crashed, "worker ended with exit status 2" + quoteFirstLine(stderr)
}

// A deathFrame is a function that the panic of a goroutine unwound.
type deathFrame struct {
	module, function, file string
	line, column           int
}

// deathTrace reads the functions that a worker names when a panic in a
// goroutine of the genome ends it: lines of the panic's value, which the run
// time indents. A genome that writes such lines itself forges its own positions
// only.
func deathTrace(stderr []byte) (trace []deathFrame) {
	for line := range bytes.Lines(stderr) {
		text := strings.TrimRight(string(line), "\n")
		if strings.HasPrefix(text, "goroutine ") || len(trace) == maxTrace {
			break
		}
		m := deathLine().FindStringSubmatch(text)
		if m == nil {
			continue
		}
		f := deathFrame{module: printable(m[1]), function: printable(m[2]), file: printable(m[3])}
		f.line, _ = strconv.Atoi(m[4])
		f.column, _ = strconv.Atoi(m[5])
		trace = append(trace, f)
	}
	return trace
}

var deathLine = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\tat (\S{1,512}) (\S{1,512}) \(([^():]{1,512}):(\d{1,9}):(\d{1,9})\)$`)
})

// failure describes a death as that of a run.
func (d death) failure() *Failure {
	f := &Failure{Message: d.message}
	for _, t := range d.trace {
		f.Trace = append(f.Trace, fmt.Sprintf("%s (%s:%d:%d)", t.function, t.file, t.line, t.column))
	}
	if len(d.trace) > 0 {
		t := d.trace[0]
		f.Module, f.File, f.Line, f.Column = t.module, t.file, t.line, t.column
	}
	return f
}

func quoteFirstLine(text []byte) string {
	line, _, _ := bytes.Cut(bytes.TrimSpace(text), []byte("\n"))
	if len(line) == 0 {
		return ""
	}
	return ": " + printable(string(line))
}

// maxMessage bounds a message that repeats a worker's words, in bytes.
const maxMessage = 8 << 10

// printable makes a worker's words fit to be shown: valid UTF-8, no control
// characters but tab and newline, bounded.
func printable(s string) string {
	if len(s) > maxMessage {
		s = s[:maxMessage] + " ..."
	}
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || unicode.IsPrint(r) {
			return r
		}
		return '\uFFFD'
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// A Death is what is on record of the last worker that a sandbox lost.
type Death struct {
	Verdict Verdict   `json:"verdict"`
	Cause   string    `json:"cause"`
	Time    time.Time `json:"time"`
}
