package supervisor

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/petri-lab/petri/genome"
)

// An AuditLevel says how much a record matters.
type AuditLevel string

// The levels, from the least to the most.
const (
	AuditInfo    AuditLevel = "info"    // went as it should: a genome was loaded, evaluated
	AuditNotice  AuditLevel = "notice"  // a run was stopped at a limit; what a sandbox may use
	AuditWarning AuditLevel = "warning" // a source was denied, a worker died or was killed
	AuditAlert   AuditLevel = "alert"   // a sign of an attack, or less isolation than there can be
)

// AuditLevels lists the levels, from the least to the most.
func AuditLevels() []AuditLevel {
	return []AuditLevel{AuditInfo, AuditNotice, AuditWarning, AuditAlert}
}

func (l AuditLevel) rank() int { return slices.Index(AuditLevels(), l) }

// An AuditKind says what was decided.
type AuditKind string

// The kinds. Those marked so are recorded whatever the level of the sandbox's
// profile: they say what all the others are to be judged by.
const (
	AuditIsolation AuditKind = "isolation" // notice, always: the mechanisms in force, when the supervisor starts
	AuditDegraded  AuditKind = "degraded"  // alert, always: a guarantee that nothing delivers, or a layer turned off
	AuditProfile   AuditKind = "profile"   // notice, always: a sandbox was created, and may use this
	AuditLoaded    AuditKind = "loaded"    // info: a source serves
	AuditEvaluated AuditKind = "evaluated" // info: an evaluation began; Mode says how far its score can be trusted
	AuditDenied    AuditKind = "denied"    // warning: vetting refused a source
	AuditLimit     AuditKind = "limit"     // notice, or warning if the worker went with it: a run met a limit
	AuditSyscall   AuditKind = "syscall"   // alert: the worker made a forbidden system call
	AuditProtocol  AuditKind = "protocol"  // alert: the worker sent what no sound worker sends
	AuditDeath     AuditKind = "death"     // warning: the worker died of something else
)

// AuditKinds lists the kinds.
func AuditKinds() []AuditKind {
	return []AuditKind{
		AuditIsolation, AuditDegraded, AuditProfile, AuditLoaded, AuditEvaluated,
		AuditDenied, AuditLimit, AuditSyscall, AuditProtocol, AuditDeath,
	}
}

// The modes of an evaluation, in AuditRecord.Mode.
const (
	ModeShared = "shared" // the harness runs in the candidate's process, which can forge the score
	ModeCases  = "cases"  // the supervisor compares: the score cannot be forged
	ModeApart  = "apart"  // the harness has a process of its own: the score cannot be forged
)

// An AuditRecord is one security-relevant decision. Everything in it that a
// genome or its worker said is short, printable text.
type AuditRecord struct {
	// Seq numbers the records of one supervisor, from 1; a gap in a sink's file
	// is what got lost.
	Seq     uint64     `json:"seq"`
	Time    time.Time  `json:"time"`
	Level   AuditLevel `json:"level"`
	Kind    AuditKind  `json:"kind"`
	Sandbox string     `json:"sandbox_id,omitempty"`
	Profile string     `json:"profile,omitempty"`
	PID     int        `json:"pid,omitempty"`
	RunID   uint64     `json:"run_id,omitempty"` // as in events
	BatchID uint64     `json:"batch_id,omitempty"`

	Verdict  Verdict `json:"verdict,omitempty"`
	Limit    string  `json:"limit,omitempty"`  // that was met: a word of AuditLimits
	Killed   bool    `json:"killed,omitempty"` // the worker ended with it
	Function string  `json:"function,omitempty"`
	Version  int     `json:"version,omitempty"`
	Checksum string  `json:"checksum,omitempty"`
	Mode     string  `json:"mode,omitempty"` // of an evaluation
	Message  string  `json:"message,omitempty"`

	// Diagnostics are the first rules that a denied source breaks, with their
	// positions, and More how many there are beyond.
	Diagnostics []genome.Diagnostic `json:"diagnostics,omitempty"`
	More        int                 `json:"more,omitempty"`
	// Isolation is the mechanism that delivers each guarantee; read only.
	Isolation map[string]string `json:"isolation,omitempty"`
}

// AuditLimits lists the words of AuditRecord.Limit.
func AuditLimits() []string {
	return []string{"memory", "processes", "cpu", "wall", "steps", "output"}
}

// limitOf is the limit that a verdict names; "" if it names none.
func limitOf(v Verdict) string {
	switch v {
	case MemoryLimit:
		return "memory"
	case ProcessLimit:
		return "processes"
	case CPULimit:
		return "cpu"
	case Timeout:
		return "wall"
	case StepLimit:
		return "steps"
	case OutputLimit:
		return "output"
	}
	return ""
}

// Audit says what is recorded of security-relevant decisions, which is done in
// any case, and where records go.
type Audit struct {
	// Records bounds how many are kept in memory, of some 3 KB each at most; the
	// oldest give way. Default 10,000.
	Records int
	// The least level that is recorded of sandboxes with the profile of that
	// name; Other is for all other profiles. The default is info for Strict (all
	// that its genomes do), notice for Standard and Other, and warning for
	// Trusted (not that a run met a limit and went on).
	Strict, Standard, Trusted, Other AuditLevel
	// Sink gets each record as one line of JSON, one Write each, from one
	// goroutine; package auditfile has one that rotates. A slow one delays
	// nobody: what it does not take in time is counted (AuditStats.Lost), and so
	// are its errors and panics (Failed). The supervisor's Close closes it; a New
	// that fails leaves it alone. Nil: none.
	Sink io.WriteCloser
	// Queue is how many records may wait for the Sink. Default 4096.
	Queue int
}

// Defaults of Audit.
const (
	defaultAuditRecords = 10_000
	defaultAuditQueue   = 4096
)

func (a Audit) withDefaults() (Audit, error) {
	a.Records = cmp.Or(a.Records, defaultAuditRecords)
	a.Queue = cmp.Or(a.Queue, defaultAuditQueue)
	a.Strict = cmp.Or(a.Strict, AuditInfo)
	a.Standard = cmp.Or(a.Standard, AuditNotice)
	a.Trusted = cmp.Or(a.Trusted, AuditWarning)
	a.Other = cmp.Or(a.Other, AuditNotice)
	if a.Records < 0 || a.Queue < 0 {
		return a, fmt.Errorf("%w: Audit: Records and Queue must not be negative", ErrBadConfig)
	}
	for _, l := range []AuditLevel{a.Strict, a.Standard, a.Trusted, a.Other} {
		if l.rank() < 0 {
			return a, fmt.Errorf("%w: Audit: level %.100q: one of %q", ErrBadConfig, l, AuditLevels())
		}
	}
	return a, nil
}

// level is the least that is recorded of sandboxes with a profile.
func (a Audit) level(profile string) AuditLevel {
	switch profile {
	case genome.StrictName:
		return a.Strict
	case genome.StandardName:
		return a.Standard
	case genome.TrustedName:
		return a.Trusted
	}
	return a.Other
}
