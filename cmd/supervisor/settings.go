package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/petri-lab/petri/config"
	"github.com/petri-lab/petri/supervisor"
)

// defaultProfile allows what programs commonly use.
const defaultProfile = "standard"

// starterFlags are the options of every command that starts a supervisor. What
// they do not say, the environment does, or the file, or the command.
type starterFlags struct {
	file, worker string
}

func (f *starterFlags) register(fs *pflag.FlagSet) {
	fs.StringVar(&f.file, "config", "", "read the configuration in `FILE`, see supervisor config (default: $"+config.FileEnv+", else none)")
	fs.StringVar(&f.worker, "worker", "", "worker binary at `PATH` (default: worker beside this executable, else in $PATH)")
}

// sandboxFlags are the options of every command that makes sandboxes.
type sandboxFlags struct {
	timeout, cpu   span
	memory, output size
	pids           int
	steps          int64
	seed           uint64
	profile        string
	allowDegraded  bool
	starterFlags
}

func newSandboxFlags() sandboxFlags {
	l := supervisor.DefaultLimits()
	return sandboxFlags{
		timeout: span{d: l.Wall},
		cpu:     span{d: l.CPU, unlimited: true},
		memory:  size(l.Memory),
		pids:    l.Processes,
		output:  size(l.Output),
	}
}

func (f *sandboxFlags) register(fs *pflag.FlagSet) {
	fs.Var(&f.timeout, "timeout", "wall-clock time that each load and each run may take")
	fs.Var(&f.cpu, "cpu", "CPU time that each run may use, all threads together (default: as much as fits in --timeout)")
	fs.Var(&f.memory, "memory", "memory that a genome's worker may use; at least 16 MiB")
	fs.IntVar(&f.pids, "pids", f.pids, fmt.Sprintf("processes and threads that a genome's worker, which has about ten threads by itself, may have; `N` is %d to %d",
		supervisor.MinProcesses, supervisor.MaxProcesses))
	fs.Int64Var(&f.steps, "steps", f.steps, "function entries and loop rounds that each load and each run may make: `N` is the same on every machine\n"+
		"(default: as many as fit in --timeout)")
	fs.Lookup("steps").DefValue = "0" // the text above says it
	fs.Uint64Var(&f.seed, "seed", 0, "`NUMBER` at which randomness begins in every run, which is then the same each time (default: random)")
	fs.Var(&f.output, "output", "bytes that each run may write to stdout and stderr together")
	fs.StringVar(&f.profile, "profile", defaultProfile, "what source may import and do: `NAME` is strict (pure computation), standard (and goroutines,\n"+
		"time, randomness, standard input), trusted (all that the worker has) or one of --config")
	fs.BoolVar(&f.allowDegraded, "allow-degraded", false, "run even if this host cannot give every guarantee of isolation; each result says\n"+
		"what was in force, \"none\" where nothing was")
	f.starterFlags.register(fs)
}

// settingOf names the setting that an option is for.
var settingOf = map[string]string{
	"timeout":        "limits.wall",
	"cpu":            "limits.cpu",
	"memory":         "limits.memory",
	"pids":           "limits.processes",
	"steps":          "limits.steps",
	"output":         "limits.output",
	"seed":           "sandbox.seed",
	"profile":        "sandbox.profile",
	"allow-degraded": "allow_degraded",
	"worker":         "worker_path",
}

// settings puts together what the command has decided on, the file, the
// environment and the command line; each of them wins over those before it.
func (f *sandboxFlags) settings(flags *pflag.FlagSet, environ []string, c supervisor.Config, sandbox config.Sandbox) (*config.Settings, error) {
	if f.steps < 0 || flags.Changed("steps") && f.steps == 0 {
		return nil, fmt.Errorf("--steps %d: want at least 1", f.steps)
	}
	return f.starterFlags.settings(flags, environ, c, sandbox)
}

func (f *starterFlags) settings(flags *pflag.FlagSet, environ []string, c supervisor.Config, sandbox config.Sandbox) (*config.Settings, error) {
	s := config.New(c, sandbox)
	var errs []error
	file, err := f.path(flags, environ)
	errs = append(errs, err)
	if file != "" {
		errs = append(errs, s.ReadFile(file))
	}
	errs = append(errs, s.Environ(environ))
	flags.Visit(func(flag *pflag.Flag) {
		key, ok := settingOf[flag.Name]
		if !ok {
			return
		}
		value := flag.Value.String()
		if value == "" && flag.Value.Type() == (*span)(nil).Type() {
			value = "none"
		}
		errs = append(errs, s.Set(key, value, "--"+flag.Name))
	})
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return s, s.Check()
}

// path is that of the file to read; "" if there is none.
func (f *starterFlags) path(flags *pflag.FlagSet, environ []string) (string, error) {
	if flags.Changed("config") {
		if f.file == "" {
			return "", errors.New("--config needs the name of a file")
		}
		return f.file, nil
	}
	for _, pair := range environ {
		if name, value, _ := strings.Cut(pair, "="); name == config.FileEnv {
			return value, nil
		}
	}
	return "", nil
}

func (a *app) configCommand() *cobra.Command {
	f := newSandboxFlags()
	cmd := &cobra.Command{
		Use:   "config [flags]",
		Short: "Print the configuration that is in force",
		Long: `config prints every setting with the value that is in force and who said so, as a
file that --config takes. Options win over the environment, that over the file,
that over the defaults. In the environment limits.memory is PETRI_LIMITS_MEMORY.

A file may also have custom profiles, and settings for some genomes (the last
that matches wins):

  [profiles.algebra]
  base = "strict"           # or standard, trusted; without it nothing is allowed
  imports = ["sync"]        # more than the base's
  without = ["math/rand"]   # less
  goroutines = true         # and dot_imports, clock, fixed_clock, random,
                            # fixed_map_order, all_imports

  [[override]]
  match = ["slow_*.go"]     # a genome's path, or the last element of it
  profile = "algebra"
  limits.wall = "1m"

What is not known is refused, with its position. Commands have defaults of their
own for what is for many sandboxes that live long: run destroys each of its
sandboxes at once, and restarts and collects none.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := f.settings(cmd.Flags(), a.environ, supervisor.Config{}, config.DefaultSandbox())
			if err != nil {
				return err
			}
			out := &impatientWriter{ctx: cmd.Context(), w: a.stdout, grace: outputGrace}
			if err := s.Write(out); err != nil {
				return &exitError{exitInfra, fmt.Errorf("the configuration cannot be written: %w", err)}
			}
			return nil
		},
	}
	cmd.Flags().SortFlags = false
	f.register(cmd.Flags())
	return cmd
}
