package main

// Exit statuses. They are part of the command's contract.
const (
	exitOK          = 0
	exitCandidate   = 1   // a candidate failed, or missed a threshold
	exitUsage       = 2   // the command line, or a path in it, is no good
	exitHost        = 3   // this host cannot isolate as asked
	exitInfra       = 4   // results were lost to infrastructure
	exitInterrupted = 130 // as a shell reports a command that SIGINT ended
)

// exitHelp is the part of a help text that explains the statuses, in the order
// of worse.
const exitHelp = `Exit status, the first that applies:
  130  interrupted; the results that were finished are printed
  3    this host cannot isolate as asked
  4    results were lost to infrastructure: an infra_error, a worker that did
       not start, output that could not be written; worth a retry
  2    usage: a bad option, or a path that cannot be read (it is named, and all
       other genomes are evaluated nevertheless)
  1    a candidate's verdict is not ok, or it missed a threshold
  0    every genome was evaluated, is ok and meets every threshold`

// worse returns the exit status that takes precedence when both apply.
//
// An interrupted run says nothing about what it did not reach, so that comes
// first; a host that cannot isolate spoils everything; lost results make the
// rest incomplete; a usage error explains missing genomes; only then comes what
// the candidates did.
func worse(a, b int) int {
	for _, code := range []int{exitInterrupted, exitHost, exitInfra, exitUsage, exitCandidate} {
		if a == code || b == code {
			return code
		}
	}
	return exitOK
}

// An exitError ends the command with a status. err may be nil when everything
// has been said already.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return "exit status"
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// exit is the error for a status whose reasons have been printed.
func exit(code int) error {
	if code == exitOK {
		return nil
	}
	return &exitError{code: code}
}
