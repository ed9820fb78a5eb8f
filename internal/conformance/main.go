// Conformance runs programs as the Go tool chain compiles them and in Petri,
// and compares what they do.
//
//	go run ./internal/conformance [flags]        (scripts/conformance)
//
// It must be started in the top directory of the repository. Exit status: 0
// nothing differs silently but what testdata/conformance/known.txt lists, 1
// something does, 2 usage, 4 there is no answer for the host's reasons.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/internal/testworker"
)

// Exit statuses.
const (
	exitSame    = 0
	exitDiffers = 1
	exitUsage   = 2
	exitInfra   = 4
)

// defaultMemory is what a program may have in Petri, in bytes: as much as the
// ones that make values of 128 MiB leave uncollected on a busy machine.
const defaultMemory = 2 << 30

type settings struct {
	corpora string
	sample  int
	only    string
	worker  string
	timeout time.Duration
	native  time.Duration
	memory  int64
	jobs    int
	list    string
	verbose bool
	json    bool
	fresh   bool
	update  bool
	write   string
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	s, err := parseFlags(os.Args[1:])
	if err != nil {
		if errors.Is(err, flag.ErrHelp) {
			os.Exit(exitSame)
		}
		os.Exit(exitUsage)
	}
	code, err := conformance(ctx, s, os.Stdout, os.Stderr)
	if err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
	}
	stop()
	os.Exit(code)
}

func parseFlags(args []string) (settings, error) {
	var s settings
	f := flag.NewFlagSet("conformance", flag.ContinueOnError)
	f.StringVar(&s.corpora, "corpus", "a,b,c", "a: testdata/dialect, b: GOROOT/test, c: yaegi's _test, d: the standard library's own tests, r:SEED:COUNT: random programs, t:DIR: the tests of the package in a folder, or folders of NAME.go (and NAME.in) programs; several with commas")
	f.IntVar(&s.sample, "sample", 0, "so many programs of each corpus only, always the same ones")
	f.StringVar(&s.only, "only", "", "programs only whose CORPUS/NAME contains this")
	f.StringVar(&s.worker, "worker", "", "worker binary (default: built from this tree)")
	f.DurationVar(&s.timeout, "timeout", 30*time.Second, "for each program in Petri")
	f.DurationVar(&s.native, "native-timeout", 10*time.Second, "for each compiled program")
	f.Int64Var(&s.memory, "memory", defaultMemory, "bytes for each program in Petri")
	f.IntVar(&s.jobs, "jobs", runtime.NumCPU(), "programs at once in Petri")
	f.StringVar(&s.list, "list", "", "name the programs of these classes: same, refused, silent, loud, timeout, crashed, outside, excluded, trouble; differs is silent and loud; several with commas")
	f.BoolVar(&s.verbose, "v", false, "--list differs,timeout,crashed,trouble")
	f.BoolVar(&s.json, "json", false, "write everything as JSON instead of a table")
	f.BoolVar(&s.fresh, "fresh", false, "compile everything again, whatever earlier runs remember")
	f.BoolVar(&s.update, "update", false, "write the expected output of testdata/dialect anew, and run nothing in Petri")
	f.StringVar(&s.write, "write", "", "write the programs into this folder, and run nothing")
	if err := f.Parse(args); err != nil {
		return s, err
	}
	if f.NArg() > 0 || s.jobs < 1 || min(s.timeout, s.native) <= 0 {
		err := fmt.Errorf("unexpected arguments %q, or --jobs or a timeout that is not positive", f.Args())
		fmt.Fprintln(os.Stderr, "conformance:", err)
		return s, err
	}
	if s.verbose {
		s.list = strings.TrimPrefix(s.list+",differs,timeout,crashed,trouble", ",")
	}
	return s, nil
}

func conformance(ctx context.Context, s settings, stdout, stderr io.Writer) (code int, err error) {
	wanted, err := parseClasses(s.list)
	if err != nil {
		return exitUsage, err
	}
	list, err := readKnown(knownFile)
	if err != nil {
		return exitUsage, err
	}
	r, n, err := gather(ctx, s, stderr)
	if err != nil {
		return exitUsage, err
	}
	r.known = list
	if s.update {
		return exitSame, writeExpected(ctx, n, stdout)
	}
	if s.write != "" {
		return exitSame, r.writePrograms(s.write)
	}
	if err := r.run(ctx, s, n, stderr); err != nil {
		return exitInfra, err
	}
	if s.json {
		err = r.writeJSON(stdout)
	} else {
		r.writeList(stdout, wanted)
		err = r.writeTable(stdout)
	}
	if err != nil {
		return exitInfra, err
	}
	for _, name := range r.healed() {
		fmt.Fprintf(stderr, "%s is the same now: take it out of %s\n", name, knownFile)
	}
	if bad := r.unknownSilent(); len(bad) > 0 {
		return exitDiffers, fmt.Errorf("%d silent differences that %s does not list", len(bad), knownFile)
	}
	return exitSame, nil
}

func parseClasses(text string) ([]class, error) {
	var wanted []class
	for word := range strings.SplitSeq(text, ",") {
		switch word = strings.TrimSpace(word); {
		case word == "":
		case word == "differs":
			wanted = append(wanted, silent, loud)
		case strings.Contains(strings.Join(classNames(), ","), word):
			wanted = append(wanted, class(word))
		default:
			return nil, fmt.Errorf("--list %q: want differs or some of %s", word, strings.Join(classNames(), ", "))
		}
	}
	return wanted, nil
}

func classNames() []string {
	var names []string
	for _, c := range classes() {
		names = append(names, string(c))
	}
	return names
}

// gather opens the corpora and prepares the native side.
func gather(ctx context.Context, s settings, log io.Writer) (*report, *native, error) {
	version, err := goEnv(ctx, "GOVERSION")
	if err != nil {
		return nil, nil, err
	}
	goroot, err := goEnv(ctx, "GOROOT")
	if err != nil {
		return nil, nil, err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, nil, fmt.Errorf("a folder for what compiled programs do: %w", err)
	}
	n := &native{
		version: version,
		cache:   filepath.Join(cache, "petri-conformance"),
		batch:   60,
		timeout: s.native,
		fresh:   s.fresh,
		log:     log,
	}
	r := &report{Go: version, Languages: languageVersion}
	std := newStandardLibrary(goroot)
	if s.update {
		s.corpora = "a"
	}
	for name := range strings.SplitSeq(s.corpora, ",") {
		c, err := openCorpus(ctx, strings.TrimSpace(name), std)
		if err != nil {
			return nil, nil, err
		}
		if s.only != "" {
			c.keep(s.only)
		}
		c.sample(s.sample)
		r.corpora = append(r.corpora, c)
	}
	return r, n, nil
}

// run fills the report with findings.
func (r *report) run(ctx context.Context, s settings, n *native, log io.Writer) error {
	profile := genome.Standard()
	var programs []*program
	for _, c := range r.corpora {
		for _, p := range c.programs {
			if f := setAside(p, profile); f != nil {
				r.Findings = append(r.Findings, f)
				continue
			}
			programs = append(programs, p)
		}
	}
	truth, err := n.outcomes(ctx, programs)
	if err != nil {
		return err
	}
	worker, remove, err := findWorker(s.worker)
	if err != nil {
		return err
	}
	defer remove()
	d, err := openDish(ctx, worker, s.timeout, s.memory, s.jobs)
	if err != nil {
		return err
	}
	ended := 0
	d.each(ctx, programs, func(i int, o *outcome) {
		r.Findings = append(r.Findings, compare(programs[i], truth[i], o))
		if ended++; ended%50 == 0 {
			fmt.Fprintf(log, "petri: %d of %d programs\n", ended, len(programs))
		}
	})
	r.sort()
	if missing := d.degraded(); len(missing) > 0 {
		fmt.Fprintf(log, "note: this host does not give every guarantee; missing: %s\n", strings.Join(missing, ", "))
	}
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	return errors.Join(ctx.Err(), d.close(closing))
}

// setAside finds that there is nothing to compare, before anything runs.
func setAside(p *program, profile genome.Profile) *finding {
	f := &finding{Corpus: p.corpus, Name: p.name, Hash: p.hash()[:12]}
	if p.excluded != "" {
		f.Class, f.Why = excluded, p.excluded
		return f
	}
	for _, path := range p.imports {
		if !profile.Allows(path) {
			f.Class, f.Rule, f.Why = outside, "import", path
			return f
		}
	}
	return nil
}

// findWorker builds the worker unless one is given.
func findWorker(given string) (path string, remove func(), err error) {
	if given != "" {
		path, err = filepath.Abs(given)
		return path, func() {}, err
	}
	dir, err := os.MkdirTemp("", "petri-conformance-")
	if err != nil {
		return "", nil, err
	}
	remove = func() { os.RemoveAll(dir) }
	path, err = testworker.Build(dir)
	if err != nil {
		remove()
		return "", nil, err
	}
	return path, remove, nil
}
