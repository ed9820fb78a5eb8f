package supervisor

import (
	"encoding/json"
	"time"

	"github.com/petri-lab/petri/genome"
)

// A Result is the answer to one run: what happened, what it returned, what it
// cost. A candidate's failure is a Result; a Go error beside it means that the
// question could not be asked.
type Result struct {
	// Genome is a name that the caller gave to the source (a path, in the
	// command); the library leaves it empty.
	Genome   string `json:"genome,omitempty"`
	Sandbox  string `json:"sandbox"`
	Checksum string `json:"checksum,omitempty"` // of the genome that ran: "sha256:..."
	Version  int    `json:"version,omitempty"`  // of the module that ran, or was loaded

	Verdict Verdict `json:"verdict"`

	// Value is the call's result as JSON: exported fields only, NaN and the
	// infinities as "NaN", "+Inf", "-Inf"; several results are an array; a
	// trailing error result is not part of it.
	Value      json.RawMessage    `json:"value,omitempty"`
	Score      *float64           `json:"score,omitempty"`
	Components map[string]float64 `json:"components,omitempty"`
	Cases      *CaseReport        `json:"cases,omitempty"` // of RunCases

	Error *Failure `json:"error,omitempty"` // nil exactly when Verdict is OK
	Usage Usage    `json:"usage"`

	// Stdout and Stderr are the last part of what the run wrote there, as
	// text: what is not UTF-8 is U+FFFD. Then, and only then, StdoutBytes and
	// StderrBytes hold the same part as it was written (base64 in JSON).
	// Truncated says that something before it is gone.
	Stdout      string `json:"stdout,omitempty"`
	Stderr      string `json:"stderr,omitempty"`
	StdoutBytes []byte `json:"stdout_base64,omitempty"`
	StderrBytes []byte `json:"stderr_base64,omitempty"`
	Truncated   bool   `json:"truncated"`

	// Unchanged says of a reload that the source was identical to the one
	// that serves, so that nothing was done.
	Unchanged bool `json:"unchanged,omitempty"`

	// Isolation names the mechanism that delivered each guarantee during the
	// run; "none" where nothing did. Results share it: read only.
	Isolation map[string]string `json:"isolation,omitempty"`

	exited bool // by os.Exit: there is no value where one is to be expected
}

// A Failure says why a run did not end in OK. File, Line and Column give the
// first position, in the author's source; zero where none is known.
type Failure struct {
	Message string   `json:"message"`
	Module  string   `json:"module,omitempty"`
	File    string   `json:"file,omitempty"`
	Line    int      `json:"line,omitempty"`
	Column  int      `json:"column,omitempty"`
	Trace   []string `json:"trace,omitempty"` // interpreted functions, innermost first
	// Diagnostics lists everything that is wrong with a source, for LoadError
	// and Denied; for Panicked it holds the position alone.
	Diagnostics []genome.Diagnostic `json:"diagnostics,omitempty"`
}

// Usage is what a run cost.
type Usage struct {
	Wall time.Duration `json:"wall_ns"` // as the supervisor's clock saw it
	CPU  time.Duration `json:"cpu_ns"`  // of the whole worker, from the kernel's account; 0 if unknown
	// PeakMemory is the most memory that the worker has used so far, in bytes:
	// the most that its cgroup was charged where there is the memory
	// controller, else its largest resident set; 0 if unknown.
	PeakMemory int64 `json:"peak_memory_bytes"`
	// Steps counts function entries and loop rounds of the genome, on all its
	// goroutines: the same number for the same genome, input and seed.
	Steps int64 `json:"steps"`
}

// Err is nil for a Result whose verdict is OK, and otherwise a *RunError,
// which matches the verdict's sentinel (ErrTimeout, ErrPanic, ...) under
// errors.Is.
func (r *Result) Err() error {
	if r.Verdict == OK {
		return nil
	}
	return &RunError{Result: r}
}
