// Command worker is the process that holds one genome. A supervisor starts it;
// it is of no use by hand.
//
// How many processors it may use is decided by its supervisor: the run time need
// not keep files of the cgroup open and look every second whether their limit has
// changed.
//
//go:debug containermaxprocs=0
//go:debug updatemaxprocs=0
package main

import (
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"github.com/rs/zerolog"

	"github.com/petri-lab/petri/internal/stack"
	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/worker"
	"github.com/petri-lab/petri/worker/engine/yaegi"
)

// Exit codes of a worker that could not start. They differ from those of the
// Go run time (2) and of a program that is killed.
const (
	exitByHand = 64 // EX_USAGE: no supervisor
	exitSeal   = 70 // EX_SOFTWARE: could not be sealed
)

func main() {
	stack.Grow()
	// The interpreter complains of its own failures here; they come back as
	// diagnostics, and standard error is for what the run time says of death.
	log.SetOutput(io.Discard)
	// There is no zone file to be read, and a genome's result must not depend
	// on the host's.
	time.Local = time.UTC
	// go-plugin replaces os.Stderr; this is the real one.
	logger := zerolog.New(os.Stderr).With().Timestamp().Str("process", "worker").Logger()
	die := func(code int, err error, message string) {
		logger.Error().Err(err).Msg(message)
		os.Exit(code)
	}
	// Before anything opens a descriptor of its own.
	if err := jail.DropInherited(); err != nil {
		die(exitSeal, err, "inherited descriptors cannot be closed")
	}
	if err := jail.WatchLifeline(func() { os.Exit(0) }); err != nil {
		die(exitByHand, err, "a worker is started by a supervisor, not by hand: see `supervisor run`")
	}
	o, err := parseOrders(os.Args[1:])
	if err != nil {
		die(exitByHand, err, "its orders are not those of a supervisor")
	}
	if o.ward != nil {
		die(exitSeal, keep(*o.ward), "no worker could be kept")
	}
	cell, err := jail.Enter(o.plan)
	if err != nil {
		die(exitSeal, err, "the worker cannot be isolated")
	}
	seal := func() error {
		if err := cell.Seal(); err != nil {
			return fmt.Errorf("sealing (a worker must be built with CGO_ENABLED=0): %w", err)
		}
		return nil
	}
	unable := func(err error) { die(exitSeal, err, "the worker cannot start") }
	if o.probes {
		worker.ServeProbes(seal, unable)
		return
	}
	worker.Serve(yaegi.New(), o.rehearse, seal, unable)
}
