package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/petri-lab/petri/cmd/supervisor/report"
	"github.com/petri-lab/petri/config"
	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

// stdinGenome is the argument that stands for a genome on standard input.
const stdinGenome = "-"

// maxStdin bounds what --stdin gives to a program.
const maxStdin = 8 << 20

// A plan is a command line of run, checked and with every file read that all
// genomes share.
type plan struct {
	genomes []string
	answer  report.Answer // what the evaluation is for

	function string                 // for report.Value, and for cases
	cases    *supervisor.Cases      // nil: none
	args     []json.RawMessage      // for report.Value
	harness  genome.Module          // for report.Score
	how      []supervisor.RunOption // of the harness
	fitness  string                 // where the harness came from
	stdin    []byte                 // for a package main

	thresholds []threshold
	jobs       int
	format     string
	verbose    bool
	events     string // the file for them; "" if there is none
	dish       dishConfig
	caps       genome.Caps // of the genomes; zero fields are the defaults
}

// runFlags are the options of run as they stand on the command line.
type runFlags struct {
	call, args, cases string
	apart             bool
	fitness, stdin    string
	format            string
	failUnder         []string
	jobs              int
	verbose           bool
	events, audit     string
	sandbox           sandboxFlags
}

func newRunFlags() *runFlags {
	return &runFlags{jobs: runtime.GOMAXPROCS(0), sandbox: newSandboxFlags()}
}

func (f *runFlags) register(fs *pflag.FlagSet) {
	fs.SortFlags = false
	f.registerQuestion(fs)
	f.sandbox.register(fs)
	f.registerJobs(fs)
	fs.StringVar(&f.format, "format", "", "output `FORMAT`: table, ndjson or junit (default: table on a terminal, else ndjson)")
	fs.StringArrayVar(&f.failUnder, "fail-under", nil, "fail unless each genome reaches `NAME=VALUE`, where NAME is score or a component that the\n"+
		"harness returns, or correct with --cases; a component that is missing counts as missed; may be repeated")
	fs.StringVar(&f.events, "events", "", "write what happens to `FILE`, a JSON line for each event, anew (docs/events.md)")
	fs.StringVar(&f.audit, "audit", "", "add what is denied, killed or degraded to `FILE`, a JSON line each; older files are FILE.1 to\n"+
		"FILE.5 (docs/security.md)")
	fs.BoolVarP(&f.verbose, "verbose", "v", false, "print events on stderr, a JSON line each")
}

// registerQuestion is for what is asked of every genome.
func (f *runFlags) registerQuestion(fs *pflag.FlagSet) {
	fs.StringVar(&f.call, "call", "", "call the exported function `NAME`, or MODULE.NAME where a genome has several modules")
	fs.StringVar(&f.args, "args", "[]", "arguments for --call as a `JSON` array, an element for each parameter")
	fs.StringVar(&f.cases, "cases", "", "score each genome by what --call returns for each line of `FILE`, {\"args\":[...],\"want\":...}, where\n"+
		"\"tolerance\":X allows each number to be off by X; the score is the fraction of correct\n"+
		"answers; the genome's process never learns what is wanted, so that no score can be forged")
	fs.StringVar(&f.fitness, "fitness", "", "score each genome with the harness in this Go `FILE`: package fitness, which imports the\n"+
		"genome's package and has func Fitness() float64, (float64, error) or map[string]float64;\n"+
		"a map is components, and \"score\" in it, else their mean, is the score")
	fs.BoolVar(&f.apart, "harness-apart", false, "run the harness in a worker of its own, where no genome can reach it to forge its score; it can use\n"+
		"what of the genome's package has JSON: functions, constants and types of numbers, strings, lists,\n"+
		"maps and structs, all by value")
	fs.StringVar(&f.stdin, "stdin", "", "`FILE` that a package main reads as its standard input, at most 8 MiB (default: nothing)")
}

func (f *runFlags) registerJobs(fs *pflag.FlagSet) {
	fs.IntVar(&f.jobs, "jobs", f.jobs, "evaluate up to `N` genomes at once (default: the number of processors)")
	fs.Lookup("jobs").DefValue = "0" // the text above says it better than this machine's number
}

// plan checks the options against each other and reads the files that they
// name.
func (f *runFlags) plan(ctx context.Context, flags *pflag.FlagSet, environ, genomes []string, terminal bool) (*plan, error) {
	p := &plan{
		genomes: genomes,
		format:  f.format,
		verbose: f.verbose,
		events:  f.events,
		fitness: f.fitness,
	}
	for _, check := range []func() error{
		func() error { return f.conflicts(flags.Changed, genomes) },
		func() error { return f.sandboxing(flags, environ, p) },
		func() error { return f.reporting(p, terminal) },
		func() error { return f.question(ctx, p) },
	} {
		if err := check(); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// conflicts refuses options that would have no effect together: an option that
// is accepted and then ignored misleads.
func (f *runFlags) conflicts(changed func(string) bool, genomes []string) error {
	count := 0
	for _, g := range genomes {
		if g == stdinGenome {
			count++
		}
	}
	switch {
	case changed("call") && changed("fitness"):
		return errors.New("--call and --fitness exclude each other: a run either calls one function or is scored")
	case changed("call") && f.call == "":
		return errors.New("--call needs the name of a function")
	case f.apart && !changed("fitness"):
		return errors.New("--harness-apart needs --fitness: there is no harness that could run apart")
	case changed("fitness") && f.fitness == "":
		return errors.New("--fitness needs the name of a file")
	case changed("cases") && f.cases == "":
		return errors.New("--cases needs the name of a file")
	case changed("cases") && !changed("call"):
		return errors.New("--cases needs --call: there is no function that could take the arguments")
	case changed("cases") && changed("args"):
		return errors.New("--cases and --args exclude each other: each case has its own arguments")
	case changed("args") && !changed("call"):
		return errors.New("--args needs --call: there is no function that could take the arguments")
	case changed("fail-under") && !changed("fitness") && !changed("cases"):
		return errors.New("--fail-under needs --fitness or --cases: only a harness or cases give scores")
	case changed("stdin") && (changed("call") || changed("fitness")):
		return errors.New("--stdin excludes --call and --fitness: only a package main that is run reads standard input")
	case changed("stdin") && (f.stdin == "" || f.stdin == stdinGenome):
		return errors.New("--stdin needs the name of a file (/dev/stdin is one)")
	case changed("events") && f.events == "":
		return errors.New("--events needs the name of a file")
	case changed("audit") && f.audit == "":
		return errors.New("--audit needs the name of a file")
	case f.events != "" && filepath.Clean(f.events) == filepath.Clean(f.audit):
		return errors.New("--events and --audit need a file each")
	case count > 1:
		return fmt.Errorf("genome - is given %d times: standard input can be read once", count)
	}
	return nil
}

// sandboxing fills in what every sandbox is made with.
func (f *runFlags) sandboxing(flags *pflag.FlagSet, environ []string, p *plan) error {
	if f.jobs < 1 {
		return fmt.Errorf("--jobs %d: want at least 1", f.jobs)
	}
	settings, err := f.sandbox.settings(flags, environ, supervisor.Config{
		GC: supervisor.GC{Interval: -1}, // each is destroyed as soon as it is done
	}, config.Sandbox{
		Profile: defaultProfile,
		Restart: f.restart(),
	})
	if err != nil {
		return err
	}
	jobs := min(f.jobs, len(p.genomes))
	if most := settings.Config().MaxSandboxes; most > 0 {
		jobs = min(jobs, most)
	}
	p.jobs = jobs
	p.caps = settings.Config().Caps
	p.dish = dishConfig{settings: settings, jobs: jobs, genomes: len(p.genomes), each: 1 + len(f.how()), audit: f.audit}
	return nil
}

// restart is what sandboxes do whose worker dies, unless settings say
// otherwise. One that has given its verdict is asked nothing more; one that
// answers cases is.
func (f *runFlags) restart() supervisor.RestartPolicy {
	if f.cases != "" {
		return supervisor.DefaultRestart()
	}
	return supervisor.NeverRestart()
}

// reporting fills in what decides over output and exit status.
func (f *runFlags) reporting(p *plan, terminal bool) error {
	if p.format == "" {
		p.format = report.NDJSON
		if terminal {
			p.format = report.Table
		}
	}
	if !slices.Contains(report.Formats(), p.format) {
		return fmt.Errorf("--format %q: want one of %s", p.format, strings.Join(report.Formats(), ", "))
	}
	for _, text := range f.failUnder {
		t, err := parseThreshold(text)
		if err != nil {
			return err
		}
		p.thresholds = append(p.thresholds, t)
	}
	return nil
}

// question fills in what is asked of every genome.
func (f *runFlags) question(ctx context.Context, p *plan) error {
	p.answer = report.Output
	switch {
	case f.cases != "":
		cases, err := interruptible(ctx, func() (*supervisor.Cases, error) { return readCases(f.cases) })
		if err != nil {
			return err
		}
		p.answer, p.function, p.cases = report.Score, f.call, cases
	case f.call != "":
		args, err := parseArgs(f.args)
		if err != nil {
			return err
		}
		p.answer, p.function, p.args = report.Value, f.call, args
	case f.fitness != "":
		harness, err := readHarness(f.fitness, p.caps)
		if err != nil {
			return err
		}
		p.answer, p.harness, p.how = report.Score, harness, f.how()
	case f.stdin != "":
		in, err := interruptible(ctx, func() ([]byte, error) { return readInput(f.stdin) })
		if err != nil {
			return err
		}
		p.stdin = in
	}
	return nil
}

// how the harness is run.
func (f *runFlags) how() []supervisor.RunOption {
	if f.apart {
		return []supervisor.RunOption{supervisor.WithHarnessApart()}
	}
	return nil
}

// readHarness reads the file of --fitness. It does not look into it: source is
// parsed in workers only.
func readHarness(path string, caps genome.Caps) (genome.Module, error) {
	info, err := os.Stat(path)
	if err == nil && info.IsDir() {
		err = fmt.Errorf("%s is a directory: want one Go file", path)
	}
	if err != nil {
		return genome.Module{}, fmt.Errorf("--fitness: %w", err)
	}
	g, err := genome.Read(path, caps)
	if err != nil {
		return genome.Module{}, fmt.Errorf("--fitness: %w", err)
	}
	return g[0], nil
}

// readCases reads the file of --cases.
func readCases(path string) (*supervisor.Cases, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("--cases: %w", err)
	}
	defer file.Close()
	cases, err := supervisor.ReadCases(file)
	if err != nil {
		return nil, fmt.Errorf("--cases: %s: %w", path, err)
	}
	return cases, nil
}

func readInput(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("--stdin: %w", err)
	}
	defer file.Close()
	in, err := io.ReadAll(io.LimitReader(file, maxStdin+1))
	if err != nil {
		return nil, fmt.Errorf("--stdin: %w", err)
	}
	if len(in) > maxStdin {
		return nil, fmt.Errorf("--stdin: %s is larger than %d bytes", path, maxStdin)
	}
	return in, nil
}
