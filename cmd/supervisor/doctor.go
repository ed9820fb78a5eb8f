package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/petri-lab/petri/cmd/supervisor/report"
	"github.com/petri-lab/petri/config"
	"github.com/petri-lab/petri/supervisor"
)

func (a *app) doctorCommand() *cobra.Command {
	var format string
	var flags starterFlags
	cmd := &cobra.Command{
		Use:   "doctor [flags]",
		Short: "Try to break every guarantee of isolation on this host",
		Long: `doctor finds out which guarantees of isolation hold on this host, by trying to
break each of them: workers that are started, sealed and limited as run's are,
and execute machine code in place of a genome, take more memory than they may,
fork, open a file of the host, connect, make forbidden system calls, signal
their supervisor. The table names the mechanism in force, each attempt and what
came of it; below it, what is missing, what would be better, and how to get it.

The attempts are harmless where they get through. They take a second or two.

Exit status, the first that applies:
  130  interrupted
  3    a guarantee cannot be given here, or an attempt to break it got through
  4    an attempt, or all of them, could not be made for the host's reason
  2    usage: a bad option, or a worker binary that is not there
  0    every guarantee is proved`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !slices.Contains(report.DiagnosisFormats(), format) {
				return fmt.Errorf("--format %q: want one of %s", format, strings.Join(report.DiagnosisFormats(), ", "))
			}
			settings, err := flags.settings(cmd.Flags(), a.environ, supervisor.Config{}, config.DefaultSandbox())
			if err != nil {
				return err
			}
			return a.doctor(cmd.Context(), format, settings.Config())
		},
	}
	cmd.Flags().StringVar(&format, "format", report.Table, "output `FORMAT`: table or json")
	flags.register(cmd.Flags())
	return cmd
}

func (a *app) doctor(ctx context.Context, format string, c supervisor.Config) error {
	d, err := a.diagnose(ctx, c)
	switch cause := context.Cause(ctx); {
	case cause != nil:
		return &exitError{exitInterrupted, cause}
	case err != nil:
		return &exitError{startStatus(err), err}
	}
	out := &impatientWriter{ctx: ctx, w: a.stdout, grace: outputGrace}
	if err := report.Diagnosis(out, format, a.width, d); err != nil {
		return &exitError{exitInfra, fmt.Errorf("the diagnosis cannot be written: %w", err)}
	}
	switch {
	case d.Proved():
		return nil
	case d.Undecided():
		return exit(exitInfra)
	}
	return exit(exitHost)
}
