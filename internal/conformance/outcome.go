package main

import (
	"regexp"
	"strings"
)

// An outcome is how one run of a program ended, natively or in Petri.
type outcome struct {
	Kind kind `json:"kind"`
	// Code is the exit status, if Kind is exited.
	Code int `json:"code,omitempty"`
	// Message is the first line of the panic or fatal error, or says why there
	// was no run.
	Message string `json:"message,omitempty"`
	// Rule names what refused the program, if Kind is refused.
	Rule   string `json:"rule,omitempty"`
	Stdout string `json:"stdout,omitempty"`
	Stderr string `json:"stderr,omitempty"`
	// Partial says that only the last part of the output was kept.
	Partial bool `json:"partial,omitempty"`
}

type kind string

const (
	exited   kind = "exited"   // by itself, with a status
	panicked kind = "panicked" // an uncaught panic
	fatal    kind = "fatal"    // an error of the run time: deadlock, concurrent map writes
	timedOut kind = "timeout"
	invalid  kind = "invalid"  // does not compile
	refused  kind = "refused"  // by Petri, before it ran
	crashed  kind = "crashed"  // took the worker down
	limited  kind = "limited"  // by one of Petri's other limits
	unsteady kind = "unsteady" // not the same on every run
	infra    kind = "infra"    // the host's fault
)

// addresses are printed where a panic's value is neither an error nor basic.
var addresses = regexp.MustCompile(`0x[0-9a-f]+`)

// lastWords finds the panic or fatal error that ended a compiled program in
// what it wrote to its standard error. Of panics in panics it is the last.
func lastWords(stderr string) (k kind, message string) {
	for line := range strings.Lines(stderr) {
		line = strings.TrimRight(line, "\n")
		if rest, is := strings.CutPrefix(strings.TrimLeft(line, "\t"), "panic: "); is {
			k, message = panicked, rest
		}
		if rest, is := strings.CutPrefix(line, "fatal error: "); is {
			k, message = fatal, rest
		}
		if strings.HasPrefix(line, "goroutine ") && k != "" {
			break
		}
	}
	return k, normalMessage(message)
}

// normalMessage is a message's first line without what differs from run to run
// and without the marks of a recovered panic.
func normalMessage(message string) string {
	message, _, _ = strings.Cut(message, "\n")
	for _, mark := range []string{" [recovered, repanicked]", " [recovered]"} {
		message = strings.TrimSuffix(message, mark)
	}
	return addresses.ReplaceAllString(message, "0x?")
}
