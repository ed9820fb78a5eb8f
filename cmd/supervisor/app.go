package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/petri-lab/petri/cmd/supervisor/report"
	"github.com/petri-lab/petri/supervisor"
)

// An app is the command with everything that it touches outside itself, so
// that tests can put something else in its place.
type app struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer // written from several goroutines

	environ []string // as os.Environ has it

	stdoutTerminal bool
	stderrTerminal bool
	width          int // of the terminal at stdout; 0 if there is none

	open     func(dishConfig) (dish, error)
	diagnose func(context.Context, supervisor.Config) (*supervisor.Diagnosis, error)
}

// main runs the command and returns its exit status. It never exits by itself.
func (a *app) main(ctx context.Context, args []string) int {
	root := a.rootCommand()
	root.SetArgs(args)
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	cmd, err := root.ExecuteContextC(ctx)
	if err == nil {
		return exitOK
	}
	var done *exitError
	if errors.As(err, &done) {
		if done.err != nil {
			a.complain(done.err)
		}
		return done.code
	}
	// Whatever does not say what it is comes from parsing the command line.
	a.complain(err)
	fmt.Fprintf(a.stderr, "Run '%s --help' for usage.\n", cmd.CommandPath())
	return exitUsage
}

func (a *app) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "supervisor",
		Short: "Evaluate untrusted Go source in sandboxes",
		Long: `supervisor evaluates genomes, Go source that nobody trusts, each in a sandbox of
its own: a fresh worker process under limits that the kernel enforces.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("no command given: want run, watch, doctor, bench, config or version")
			}
			return fmt.Errorf("unknown command %q: want run, watch, doctor, bench, config or version", args[0])
		},
		RunE:          func(*cobra.Command, []string) error { return nil },
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(a.runCommand(), a.watchCommand(), a.doctorCommand(), a.benchCommand(), a.configCommand(), a.versionCommand())
	return root
}

// complain prints an error on stderr. Errors quote paths and source, which may
// hold anything.
func (a *app) complain(err error) {
	for line := range strings.Lines(err.Error()) {
		fmt.Fprintf(a.stderr, "supervisor: %s\n", report.Clean(strings.TrimRight(line, "\n")))
	}
}

// lockedWriter lets goroutines share a writer.
type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}
