package supervisor

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// A RestartPolicy says what happens when a worker dies, in the manner of an OTP
// supervisor: whether it is replaced, under the same id with the same module
// versions, and when the sandbox gives up. The first three deaths within the
// window are answered at once; before each later one's answer there is a wait,
// whose bound is twice the one before it.
type RestartPolicy struct {
	// When says which deaths are answered. Empty: RestartAlways.
	When RestartWhen
	// Max is how many deaths within Window (and restarts that failed) are
	// answered with a restart; after one more the sandbox gives up (status
	// "error"). It is OTP's intensity, and Window its period. Zero: the first
	// death is the last.
	Max    int
	Window time.Duration
	// Backoff bounds the wait before the fourth restart within the window, and
	// MaxBackoff all of them. Each wait is drawn between half its bound and the
	// bound, so that what died together does not come back together. Zero
	// durations are those of DefaultRestart.
	Backoff    time.Duration
	MaxBackoff time.Duration
}

// RestartWhen says which deaths of its worker a sandbox answers with a restart.
type RestartWhen string

// What is seen of them:
const (
	// RestartAlways: whatever the worker died of, the sandbox serves again, or
	// has given up. OTP calls it permanent.
	RestartAlways RestartWhen = "always"
	// RestartOnFailure: so it is after a failure. A worker that ends by itself,
	// with exit status 0 and while nobody uses it, has not failed: the sandbox
	// has the status "ended" then. Everything else is a failure: another exit
	// status, a signal, being killed for a limit or for not answering, and any
	// end in the midst of an operation, which gets no answer. OTP calls it
	// transient.
	RestartOnFailure RestartWhen = "on_failure"
	// RestartNever: the sandbox gives up with its worker. OTP calls it
	// temporary.
	RestartNever RestartWhen = "never"
)

func (p RestartPolicy) withDefaults() (RestartPolicy, error) {
	d := DefaultRestart()
	p.When = cmp.Or(p.When, d.When)
	p.Window = cmp.Or(p.Window, d.Window)
	p.Backoff = cmp.Or(p.Backoff, d.Backoff)
	p.MaxBackoff = cmp.Or(p.MaxBackoff, d.MaxBackoff)
	if whens := []RestartWhen{RestartAlways, RestartOnFailure, RestartNever}; !slices.Contains(whens, p.When) {
		return p, fmt.Errorf("%w: restart %.100q: one of %q", ErrBadConfig, p.When, whens)
	}
	if p.Max < 0 || p.Window < 0 || p.Backoff < 0 || p.MaxBackoff < 0 || p.MaxBackoff > MaxWall {
		return p, fmt.Errorf("%w: restart policy %+v: nothing may be negative, MaxBackoff at most %v", ErrBadConfig, p, MaxWall)
	}
	return p, nil
}

// DefaultRestart restarts always, up to 30 times within a minute.
func DefaultRestart() RestartPolicy {
	return RestartPolicy{When: RestartAlways, Max: 30, Window: time.Minute, Backoff: 10 * time.Millisecond, MaxBackoff: time.Second}
}

// NeverRestart leaves a sandbox without a worker once it has died. It suits
// sandboxes that are used for one evaluation.
func NeverRestart() RestartPolicy { return RestartPolicy{When: RestartNever} }

// restarts tells whether there are deaths that it answers.
func (p RestartPolicy) restarts() bool { return p.When != RestartNever && p.Max > 0 }

// promptRestarts is how many deaths within the window are answered at once.
const promptRestarts = 3

// delay is the wait before the restart that answers the n-th death within the
// window; ok is false if the sandbox gives up instead. random is drawn from
// [0, 1).
func (p RestartPolicy) delay(n int, random float64) (d time.Duration, ok bool) {
	switch {
	case !p.restarts() || n > p.Max:
		return 0, false
	case n <= promptRestarts:
		return 0, true
	}
	bound := p.Backoff
	for range n - promptRestarts - 1 {
		if bound >= p.MaxBackoff {
			break
		}
		bound *= 2
	}
	bound = min(bound, p.MaxBackoff)
	return bound/2 + time.Duration(random*float64(bound-bound/2)), true
}
