package supervisor_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/petri-lab/petri/internal/testgenome"
	"github.com/petri-lab/petri/internal/testworker"
	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/supervisor"
)

// The hostile corpus: everything on the list of what a genome, a worker that
// has been taken over, or the host can do to a supervisor, and what it must end
// in. The rows are in the files hostile_*_test.go, by subject.

// A row is one entry of the list.
type row struct {
	number   int // in the list; 0 is beyond it
	what     string
	attempts []attempt
	// inTurn keeps attempts from being made at the same time.
	inTurn bool
}

// An attempt is one way to try it.
type attempt struct {
	name string
	file string // in testdata/hostile, if it is a genome there
	in   place
	ends ends
	// wall is the run's limit; 0 is one that a run does not meet.
	wall time.Duration
	// try says how it ended: with a verdict, behind which a value comes.
	try func(x *trial) string
}

// corpus is the whole table.
func corpus() []row {
	return slices.Concat(timeRows(), memoryRows(), processRows(), wireRows(), fileRows(), kernelRows(), faultRows(), languageRows())
}

// entries is how long the list is.
const entries = 71

func TestHostileCorpusIsWhole(t *testing.T) {
	numbers := map[int]bool{}
	files := map[string]bool{}
	for _, r := range corpus() {
		if r.number != 0 && numbers[r.number] {
			t.Errorf("two rows for %d", r.number)
		}
		numbers[r.number] = true
		names := map[string]bool{}
		for _, a := range r.attempts {
			if names[a.name] || len(r.attempts) == 0 {
				t.Errorf("%d %s: no attempts, or two of the name %q", r.number, r.what, a.name)
			}
			names[a.name] = true
			files[a.file] = true
		}
	}
	for n := range entries {
		if !numbers[n+1] {
			t.Errorf("no row for %d", n+1)
		}
	}
	if len(numbers) != entries+1 { // and 0
		t.Errorf("rows for %d entries of a list of %d", len(numbers)-1, entries)
	}
	paths, err := filepath.Glob(hostileFile("*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		if !files[filepath.Base(path)] {
			t.Errorf("no row uses %s", path)
		}
	}
}

// filesEnv names the directory of the genomes, if it is not where it is in the
// repository.
const filesEnv = "PETRI_TEST_HOSTILE"

func hostileFile(name string) string {
	dir := cmp.Or(os.Getenv(filesEnv), filepath.Join("..", "testdata", "hostile"))
	return filepath.Join(dir, name)
}

func TestHostileCorpus(t *testing.T) { meetCorpus(t) }

// The whole corpus again as an ordinary user, who has no cgroup. (If this is
// one, that has happened already.)
func TestCorpusAsOrdinaryUser(t *testing.T) {
	const nobody = 65534
	if os.Getenv(apartEnv) == "" {
		if os.Geteuid() != 0 {
			return
		}
		// What it reads and runs, where anybody may.
		dir := shortTemp(t)
		do(t, os.Chmod(dir, 0o755), os.CopyFS(dir, os.DirFS(hostileFile(""))), testworker.BuildPackage(filepath.Join(dir, "traitor"), traitorPackage))
		t.Setenv(filesEnv, dir)
		t.Setenv(testworker.BinariesEnv, dir)
	}
	if apart(t, &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}) {
		meetCorpus(t)
	}
}

func meetCorpus(t *testing.T) {
	a := newArena(t)
	for _, r := range corpus() {
		t.Run(fmt.Sprintf("%02d %s", r.number, r.what), func(t *testing.T) { a.meet(t, r) })
	}
}

// soon is a limit that is met, by a run that does not end.
func soon() time.Duration { return patient(400*time.Millisecond) / 2 }

// late is a limit that is not met, whatever else the machine has to do.
func late() time.Duration { return patient(30 * time.Second) }

// lateness is what a reply may come after the deadline and the grace: the
// promised second, and what a busy machine adds to it.
func lateness() time.Duration { return time.Second + patient(9*time.Second) }

// genomes are files of testdata/hostile. What they say of themselves is what
// must become of them. One that vetting refuses is tried again with the profile
// that allows all there is: what it needs does not exist in the interpreter.
func genomes(names ...string) []attempt {
	var all []attempt
	for _, name := range names {
		// A genome that is expected not to end need not be waited for.
		var wall time.Duration
		e, err := testgenome.Expect(hostileFile(name))
		if err == nil && e.Has("timeout") {
			wall = soon()
		}
		all = append(all, attempt{name: name, file: name, wall: wall, ends: said(e, err),
			try: func(x *trial) string { return x.genome(hostileFile(name)) }})
		if err == nil && e.Has("denied") {
			all = append(all, attempt{name: name + " trusted", file: name, wall: wall, ends: said(e, err, "load_error"),
				try: func(x *trial) string {
					x.trusted = true
					return x.genome(hostileFile(name))
				}})
		}
	}
	return all
}

// source is a genome that is too large to be kept in a file.
func source(name, text, want string) attempt {
	return attempt{name: name, wall: late(), ends: always(want), try: func(x *trial) string { return x.source(name+".go", text) }}
}

// native is a probe, or an attack over the wire, by a worker that has been
// taken over, in a jail without some of its layers.
func native(probe string, e ends, without ...jail.Layer) attempt {
	return withArgument(probe, "", e, without...)
}

func withArgument(probe, argument string, e ends, without ...jail.Layer) attempt {
	a := attempt{name: probe, in: escaped(without...), ends: e}
	if argument != "" {
		a.name += " " + argument
	}
	for _, l := range without {
		a.name += " -" + string(l)
	}
	if e.has(supervisor.Timeout) {
		a.wall = soon()
	}
	a.try = func(x *trial) string {
		if argument == "" {
			return x.probe(probe)
		}
		return x.probe(probe, argument)
	}
	return a
}

// natives are probes that all end in the same way.
func natives(e ends, probes ...string) []attempt {
	var all []attempt
	for _, p := range probes {
		all = append(all, native(p, e))
	}
	return all
}

// ends says how an attempt must end, on each kind of host. Alternatives are
// parted by '|'; each is the beginning of what may be seen, in whole words.
type ends map[host]string

// always is the same end on every host.
func always(want string) ends {
	e := ends{}
	for _, h := range hosts() {
		e[h] = want
	}
	return e
}

// controllers is one end where the cgroup has controllers, and one elsewhere.
func controllers(with, without string) ends {
	e := ends{}
	for _, h := range hosts() {
		e[h] = without
		if h.controllers {
			e[h] = with
		}
	}
	return e
}

// on changes the end on one kind of host.
func (e ends) on(h host, want string) ends {
	e[h] = want
	return e
}

func (e ends) has(v supervisor.Verdict) bool {
	for _, want := range e {
		if slices.Contains(strings.Split(want, "|"), string(v)) {
			return true
		}
	}
	return false
}

// said is what a genome says of itself, and what else may be.
func said(e testgenome.Expectation, err error, also ...string) ends {
	if err != nil {
		return always(err.Error()) // which nothing ends in
	}
	want := slices.Concat(e.Want, also)
	if e.Today != "" {
		want = append(want, e.Today)
	}
	return always(strings.Join(want, "|"))
}

// check compares how an attempt ended with how it must end.
func (e ends) check(t *testing.T, h host, got string) {
	t.Helper()
	for want := range strings.SplitSeq(e[h], "|") {
		if got == want || strings.HasPrefix(got, want+" ") {
			return
		}
	}
	t.Errorf("ended with %q on %s, want %s", got, h, e[h])
}
