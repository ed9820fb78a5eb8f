package main

import (
	"fmt"
	"strings"
)

// A class says what the comparison of a program came to.
type class string

const (
	same     class = "same"
	refusal  class = "refused"  // by a rule, before it ran
	silent   class = "silent"   // ran to its end without complaint, and did something else
	loud     class = "loud"     // failed or panicked where the compiled program did not
	late     class = "timeout"  // in Petri
	down     class = "crashed"  // took the worker with it, or passed a limit
	outside  class = "outside"  // refused, because it imports what the profile does not allow
	excluded class = "excluded" // nothing to compare
	trouble  class = "trouble"  // the host's fault: no answer
)

// classes is their order in tables.
func classes() []class {
	return []class{same, refusal, silent, loud, late, down, outside, excluded, trouble}
}

// A finding is the comparison of one program.
type finding struct {
	Corpus string `json:"corpus"`
	Name   string `json:"name"`
	Hash   string `json:"hash"` // the first digits of the program's
	Class  class  `json:"class"`
	// Rule names the rule of a refusal; "import" for outside.
	Rule string `json:"rule,omitempty"`
	// Why says in one line what is different, or why there is no answer.
	Why    string   `json:"why,omitempty"`
	Native *outcome `json:"native,omitempty"`
	Petri  *outcome `json:"petri,omitempty"`
}

func (f *finding) id() string { return f.Corpus + "/" + f.Name }

// compare judges a program by its two outcomes.
func compare(p *program, native, petri *outcome) *finding {
	f := &finding{Corpus: p.corpus, Name: p.name, Hash: p.hash()[:12], Native: native, Petri: petri}
	switch {
	case petri.Kind == infra:
		f.Class, f.Why = trouble, petri.Message
	case native.Kind == invalid:
		f.Class, f.Why = excluded, "does not compile: "+native.Message
	case native.Kind == timedOut:
		f.Class, f.Why = excluded, "does not end in time when compiled"
	case native.Kind == unsteady:
		f.Class, f.Why = excluded, "prints something else on every run"
	case p.corpus == "b" && (native.Kind != exited || native.Code != 0):
		f.Class, f.Why = excluded, "fails when compiled: "+native.describe()
	case petri.Kind == refused:
		f.Class, f.Rule, f.Why = refusal, petri.Rule, petri.Message
	case petri.Kind == timedOut && native.Kind == fatal && strings.Contains(native.Message, "deadlock"):
		// Petri ends a deadlock by the clock.
		f.judge(native, petri, true)
	case petri.Kind == timedOut:
		f.Class, f.Why = late, petri.Message
	case petri.Kind == limited:
		f.Class, f.Why = down, petri.Message
	default:
		f.judge(native, petri, false)
	}
	return f
}

// judge compares two runs. What a program wrote before it took its worker down
// is lost with the worker.
func (f *finding) judge(native, petri *outcome, anyEnd bool) {
	ends := anyEnd || sameEnd(native, petri)
	text, there := "", false
	if petri.Kind != crashed {
		text, there = difference("stdout", native.Stdout, petri.Stdout, petri.Partial)
	}
	if !there && native.Kind == exited && petri.Kind == exited {
		text, there = difference("stderr", native.Stderr, petri.Stderr, petri.Partial)
	}
	switch {
	case ends && !there:
		f.Class = same
		return
	case !ends && petri.Kind == crashed:
		f.Class = down
	case !ends && petri.Kind == panicked:
		f.Class = loud
	default:
		f.Class = silent
	}
	if !ends {
		f.Why = fmt.Sprintf("ended with %s, want %s", petri.describe(), native.describe())
	}
	if there {
		f.Why = strings.TrimPrefix(f.Why+"; "+text, "; ")
	}
}

// sameEnd tells whether two runs ended alike. A panic of a goroutine and an
// error of the run time take the worker down; that is as it should be if its
// last words are the right ones.
func sameEnd(native, petri *outcome) bool {
	switch {
	case native.Kind == exited:
		return petri.Kind == exited && petri.Code == native.Code
	case petri.Kind == crashed:
		return strings.Contains(petri.Message, native.Message)
	}
	return petri.Kind == native.Kind && petri.Message == native.Message
}

func (o *outcome) describe() string {
	switch o.Kind {
	case exited:
		return fmt.Sprintf("exit status %d", o.Code)
	case panicked:
		return fmt.Sprintf("panic: %s", o.Message)
	case fatal:
		return fmt.Sprintf("fatal error: %s", o.Message)
	}
	return fmt.Sprintf("%s: %s", o.Kind, o.Message)
}

// difference describes the first line in which two outputs differ. Of a partial
// one only the end is known.
func difference(what, want, got string, partial bool) (text string, there bool) {
	if want == got || partial && strings.HasSuffix(want, got) {
		return "", false
	}
	w, g := strings.SplitAfter(want, "\n"), strings.SplitAfter(got, "\n")
	for i := range max(len(w), len(g)) {
		a, b := lineAt(w, i), lineAt(g, i)
		if a != b {
			return fmt.Sprintf("%s line %d: %s, want %s", what, i+1, b, a), true
		}
	}
	return what, true
}

// lineAt quotes a line, as far as it fits.
func lineAt(lines []string, i int) string {
	if i >= len(lines) || lines[i] == "" {
		return "no more"
	}
	const most = 160
	line := lines[i]
	if len(line) > most {
		line = line[:most] + "..."
	}
	return fmt.Sprintf("%q", line)
}
