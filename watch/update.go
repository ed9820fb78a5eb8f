package watch

import (
	"time"

	"github.com/petri-lab/petri/supervisor"
)

// A Cause is why a genome was looked at.
type Cause string

// The causes.
const (
	Start          Cause = "start"   // of Run
	GenomeChanged  Cause = "genome"  // its files have changed
	HarnessChanged Cause = "harness" // the file that judges it has
)

// An Update says what became of one genome after one change.
type Update struct {
	Time  time.Time `json:"time"` // of the end
	Path  string    `json:"genome"`
	Cause Cause     `json:"cause"`

	// Loaded is the reload's result; nil if the cause is not the genome, or if
	// its files could not be read. Evaluated is that of the evaluation; nil if
	// there was none: the reload failed or changed nothing, or nobody judges.
	Loaded    *supervisor.Result `json:"loaded,omitempty"`
	Evaluated *supervisor.Result `json:"evaluated,omitempty"`

	// Serving is the version that serves now, of the genome's first module; 0
	// if none does. Kept says that it is the one from before the change,
	// because what was saved does not serve.
	Serving int  `json:"serving"`
	Kept    bool `json:"kept"`

	// Renewed says that the sandbox was made anew, because the genome has lost
	// a module; Stale that it should have been, and that nobody can (no
	// Target.Renew): the lost module is still there.
	Renewed bool `json:"renewed,omitempty"`
	Stale   bool `json:"stale,omitempty"`

	// Err says what kept the question from being asked: files that are gone, a
	// harness that is no good, a sandbox that does not come back. Watching goes
	// on.
	Err error `json:"-"`
}

// Verdict is that of the evaluation or, if there was none, of the reload; ""
// if there was neither.
func (u Update) Verdict() supervisor.Verdict {
	if r := u.Result(); r != nil {
		return r.Verdict
	}
	return ""
}

// Result is that of which Verdict is.
func (u Update) Result() *supervisor.Result {
	if u.Evaluated != nil {
		return u.Evaluated
	}
	return u.Loaded
}

// Unchanged says that a save changed nothing that a genome is made of.
func (u Update) Unchanged() bool { return u.Loaded != nil && u.Loaded.Unchanged && u.Evaluated == nil }
