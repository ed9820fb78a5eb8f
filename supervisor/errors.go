package supervisor

import (
	"errors"
	"fmt"
)

// Errors that say that a question could not be asked. They come wrapped, with
// the id, name or path that they are about.
var (
	ErrClosed         = errors.New("supervisor is closed")
	ErrBadConfig      = errors.New("bad configuration")
	ErrBadID          = errors.New("bad sandbox id")
	ErrExists         = errors.New("sandbox exists")
	ErrNotFound       = errors.New("no such sandbox")
	ErrDestroyed      = errors.New("sandbox is destroyed")
	ErrGaveUp         = errors.New("sandbox gave up restarting") // its worker died or ended, and there is no other
	ErrNoGenome       = errors.New("sandbox has no genome")
	ErrNoModule       = errors.New("no such module")
	ErrNoVersion      = errors.New("no such version")
	ErrNoFunction     = errors.New("no such function")
	ErrBadArguments   = errors.New("arguments do not fit the function")
	ErrNoHarness      = errors.New("harness is not usable")
	ErrWorkerNotFound = errors.New("worker binary not found")
	ErrSpawn          = errors.New("worker did not start")
	ErrTooMany        = errors.New("too many sandboxes")
	ErrBadFitness     = errors.New("bad fitness")
	ErrNoRecord       = errors.New("no record of an individual")

	ErrPopulationExists   = errors.New("population exists")
	ErrPopulationNotFound = errors.New("no such population")
	ErrTooManyPopulations = errors.New("too many populations")
	ErrNotMember          = errors.New("sandbox is no member")
)

// Sentinels for verdicts: errors.Is(result.Err(), ErrTimeout).
var (
	ErrLoad          = errors.New("genome does not load")
	ErrDenied        = errors.New("genome is denied")
	ErrFailed        = errors.New("run returned an error")
	ErrPanic         = errors.New("run panicked")
	ErrTimeout       = errors.New("run passed its deadline")
	ErrStepLimit     = errors.New("run used up its steps")
	ErrCPULimit      = errors.New("run used up its CPU time")
	ErrMemoryLimit   = errors.New("run passed its memory limit")
	ErrProcessLimit  = errors.New("run hit its process limit")
	ErrOutputLimit   = errors.New("run wrote too much")
	ErrSyscallDenied = errors.New("run made a forbidden system call")
	ErrCrashed       = errors.New("run crashed its worker")
	ErrQueueFull     = errors.New("sandbox's queue is full")
	ErrProtocol      = errors.New("worker broke the protocol")
	ErrCancelled     = errors.New("run was cancelled")
	ErrInfra         = errors.New("run failed for the host's reason")
)

func (v Verdict) sentinel() error {
	switch v {
	case LoadError:
		return ErrLoad
	case Denied:
		return ErrDenied
	case Failed:
		return ErrFailed
	case Panicked:
		return ErrPanic
	case Timeout:
		return ErrTimeout
	case StepLimit:
		return ErrStepLimit
	case CPULimit:
		return ErrCPULimit
	case MemoryLimit:
		return ErrMemoryLimit
	case ProcessLimit:
		return ErrProcessLimit
	case OutputLimit:
		return ErrOutputLimit
	case SyscallDenied:
		return ErrSyscallDenied
	case Crashed:
		return ErrCrashed
	case QueueFull:
		return ErrQueueFull
	case ProtocolError:
		return ErrProtocol
	case Cancelled:
		return ErrCancelled
	case InfraError:
		return ErrInfra
	}
	return nil
}

// A RunError is a Result that is not OK, as a Go error.
type RunError struct {
	Result *Result
}

func (e *RunError) Error() string {
	r := e.Result
	if r.Error == nil {
		return fmt.Sprintf("sandbox %s: %s", r.Sandbox, r.Verdict)
	}
	return fmt.Sprintf("sandbox %s: %s: %s", r.Sandbox, r.Verdict, r.Error.Message)
}

// Unwrap makes errors.Is find the sentinel of the verdict.
func (e *RunError) Unwrap() error { return e.Result.Verdict.sentinel() }
