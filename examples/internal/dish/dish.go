// Package dish is what the programs under examples have in common: the main
// function of something that uses a supervisor.
package dish

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/petri-lab/petri/supervisor"
)

// Main parses the flags, starts a supervisor, and runs f with it. However f
// ends, an interrupt included, everything is cleaned up.
func Main(name string, f func(context.Context, *supervisor.Supervisor, io.Writer) error) {
	worker := flag.String("worker", "", "the worker binary (default: beside this program, then PATH)")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *worker, f); err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, worker string, f func(context.Context, *supervisor.Supervisor, io.Writer) error) error {
	sup, err := supervisor.New(supervisor.Config{WorkerPath: worker})
	if err != nil {
		return err
	}
	err = f(ctx, sup, os.Stdout)
	return errors.Join(err, sup.Close(context.WithoutCancel(ctx)))
}
