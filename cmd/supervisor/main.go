// Command supervisor evaluates genomes (Go source that nobody trusts) in
// sandboxes: one fresh worker process for each, under limits that the kernel
// enforces.
//
//	supervisor run --fitness testdata/square_fitness.go testdata/square/*.go
//
// See supervisor run --help for limits, formats and exit statuses. supervisor
// doctor tries whether the isolation holds on this host.
package main

import (
	"io"
	"os"

	"golang.org/x/term"
	"google.golang.org/grpc/grpclog"

	"github.com/petri-lab/petri/supervisor"
)

func main() {
	// What gRPC has to say of a hostile worker's connection is in the verdict.
	grpclog.SetLoggerV2(grpclog.NewLoggerV2(io.Discard, io.Discard, io.Discard))
	ctx, sig := notify(os.Stderr)
	a := &app{
		stdin:    os.Stdin,
		stdout:   os.Stdout,
		stderr:   &lockedWriter{w: os.Stderr},
		environ:  os.Environ(),
		open:     openSupervisor,
		diagnose: supervisor.Diagnose,
	}
	if fd := int(os.Stdout.Fd()); term.IsTerminal(fd) {
		a.stdoutTerminal = true
		// A terminal that does not know its width is given the default one.
		a.width, _, _ = term.GetSize(fd)
	}
	a.stderrTerminal = term.IsTerminal(int(os.Stderr.Fd()))
	code := a.main(ctx, os.Args[1:])
	sig.stop()
	os.Exit(code)
}
