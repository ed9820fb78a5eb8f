package supervisor

// A Verdict says how one run ended. Every run has exactly one, and two causes
// are never merged into one word.
type Verdict string

// The verdicts, in the order in which a run can meet them. What each means for
// the sandbox afterwards is said behind it: serving, or serving after a
// restart under the same id with the same module versions.
const (
	OK            Verdict = "ok"             // returned a value; serving
	LoadError     Verdict = "load_error"     // source does not parse, type-check or link, or its initialisation failed; the previous genome still serves
	Denied        Verdict = "denied"         // vetting refuses the source; the previous genome still serves
	Failed        Verdict = "failed"         // returned a non-nil error as its last result; serving
	Panicked      Verdict = "panic"          // panicked in interpreted code; serving
	Timeout       Verdict = "timeout"        // passed its wall-clock deadline; serving the same genome
	StepLimit     Verdict = "step_limit"     // used up its step budget; serving the same genome
	CPULimit      Verdict = "cpu_limit"      // used up its CPU time; serving after restart
	MemoryLimit   Verdict = "memory_limit"   // passed its memory limit; serving after restart
	ProcessLimit  Verdict = "process_limit"  // hit its process or thread limit; serving after restart
	OutputLimit   Verdict = "output_limit"   // wrote more than it may; serving
	SyscallDenied Verdict = "syscall_denied" // made a forbidden system call; serving after restart
	Crashed       Verdict = "crashed"        // took the worker down some other way; serving after restart
	QueueFull     Verdict = "queue_full"     // was not accepted: the sandbox's queue is full; serving
	ProtocolError Verdict = "protocol_error" // its worker spoke garbage on the wire, or too much; serving after restart
	Cancelled     Verdict = "cancelled"      // was cancelled by the caller; serving
	InfraError    Verdict = "infra_error"    // failed for the host's reason; the only one worth a retry
)

// Verdicts lists every verdict, in the order of the constants.
func Verdicts() []Verdict {
	return []Verdict{
		OK, LoadError, Denied, Failed, Panicked, Timeout, StepLimit, CPULimit,
		MemoryLimit, ProcessLimit, OutputLimit, SyscallDenied, Crashed,
		QueueFull, ProtocolError, Cancelled, InfraError,
	}
}
