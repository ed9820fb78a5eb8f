package main

import (
	"debug/buildinfo"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"text/tabwriter"

	"github.com/spf13/cobra"
)

const (
	workerName = "worker"
	yaegiPath  = "github.com/traefik/yaegi"
)

func (a *app) versionCommand() *cobra.Command {
	var worker string
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the versions of supervisor, worker, Go and yaegi",
		Long: `version prints the versions of this command and of the worker binary that run
would start. The interpreter, yaegi, is part of the worker only: its version is
read from the worker's file, which is not executed.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
			fmt.Fprintf(w, "supervisor\t%s\n", ownVersion())
			fmt.Fprintf(w, "go\t%s\n", runtime.Version())
			path, err := findWorker(worker)
			if err != nil {
				if worker != "" {
					return fmt.Errorf("--worker: %w", err)
				}
				fmt.Fprintf(w, "worker\tnot found (%v)\n", err)
				return written(w.Flush())
			}
			info, err := buildinfo.ReadFile(path)
			if err != nil {
				return fmt.Errorf("worker %s: %w: want a binary built from cmd/worker", path, err)
			}
			fmt.Fprintf(w, "worker\t%s (%s, %s)\n", info.Main.Version, info.GoVersion, path)
			fmt.Fprintf(w, "yaegi\t%s\n", dependency(info, yaegiPath))
			return written(w.Flush())
		},
	}
	cmd.Flags().StringVar(&worker, "worker", "", "worker binary at `PATH` (default: worker beside this executable, else in $PATH)")
	return cmd
}

// written makes an exit status of what became of the output.
func written(err error) error {
	if err != nil {
		return &exitError{exitInfra, fmt.Errorf("the versions cannot be written: %w", err)}
	}
	return nil
}

// ownVersion is this module's version: a tag, or (devel) for a build from a
// working copy.
func ownVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}

// dependency is the version of a module in a binary.
func dependency(info *debug.BuildInfo, path string) string {
	for _, m := range info.Deps {
		if m.Path != path {
			continue
		}
		if m.Replace != nil {
			return m.Replace.Version
		}
		return m.Version
	}
	return "not linked"
}

// findWorker looks for the worker binary where run does.
func findWorker(path string) (string, error) {
	if path != "" {
		_, err := os.Stat(path)
		return path, err
	}
	self, err := os.Executable()
	if err == nil {
		beside := filepath.Join(filepath.Dir(self), workerName)
		if _, err := os.Stat(beside); err == nil {
			return beside, nil
		}
	}
	path, err = exec.LookPath(workerName)
	if err != nil {
		return "", errors.New("looked beside this executable and in $PATH: build it with scripts/build")
	}
	return path, nil
}
