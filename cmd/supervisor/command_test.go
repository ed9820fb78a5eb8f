package main

import (
	"bufio"
	"encoding/json"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestExitStatuses runs the real command once for each way to end that can be
// had on any machine.
func TestExitStatuses(t *testing.T) {
	good, bad := repo("testdata", "square", "good_pow.go"), repo("testdata", "square", "wrong_linear.go")
	fitness := repo("testdata", "square_fitness.go")
	hostile := func(name string) string { return repo("testdata", "hostile", name) }
	for _, c := range []struct {
		name   string
		args   []string
		code   int
		stdout string
		stderr string
	}{
		{"fine", []string{"--fitness", fitness, "--fail-under", "score=1", "--fail-under", "correctness=1", good}, 0, `"score":1`, ""},
		{"value", []string{"--call", "Square", "--args", "[12]", good}, 0, `"value":144`, ""},
		{"threshold", []string{"--fitness", fitness, "--fail-under", "score=0.5", good, bad}, 1, bad, ""},
		{"no such function", []string{"--call", "Sqare", "--args", "[12]", good}, 1, `"verdict":"load_error"`, ""},
		{"argument does not fit", []string{"--call", "Square", "--args", `["x"]`, good}, 1, `"verdict":"load_error"`, ""},
		{"CPU time", []string{"--cpu", "200ms", "--timeout", "1m", "--call", "Run", hostile("01_spin.go")}, 1, `"verdict":"cpu_limit"`, ""},
		{"output", []string{"--output", "1kB", "--call", "Run", hostile("35_long_line.go")}, 1, `"verdict":"output_limit"`, ""},
		{"profile", []string{"--profile", "strict", "--call", "Run", hostile("03_spin_goroutines.go")}, 1, `"verdict":"denied"`, ""},
		{"missing genome", []string{"--fitness", fitness, "nowhere.go", good}, 2, good, "nowhere.go"},
		{"harness does not parse", []string{"--fitness", repo("testdata", "square", "syntax_error.go"), good}, 2, "", "syntax_error.go"},
		{"harness is another package", []string{"--fitness", bad, good}, 2, "", "wrong_linear.go"},
		{"memory below the floor", []string{"--memory", "1MiB", good}, 2, "", "memory"},
		{"no worker", []string{"--worker", "nowhere", good}, 2, "", "nowhere"},
		{"worker is none", []string{"--worker", "/bin/true", good}, 4, `"verdict":"infra_error"`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, code := run(t, append([]string{"run"}, c.args...)...)
			if code != c.code {
				t.Errorf("exit status %d, want %d", code, c.code)
			}
			if got := p.stdout.String(); !strings.Contains(got, c.stdout) || (c.stdout == "") != (got == "") {
				t.Errorf("stdout %q, want %q in it", got, c.stdout)
			}
			if got := p.stderr.String(); !strings.Contains(got, c.stderr) || (c.stderr == "") != (got == "") {
				t.Errorf("stderr %q, want %q in it", got, c.stderr)
			}
		})
	}
}

func TestGenomeOnStandardInput(t *testing.T) {
	p := newProcess(t, "run", "--call", "Twice", "--args", "[21]", "-")
	p.cmd.Stdin = strings.NewReader("package candidate\n\nfunc Twice(n int) int { return 2 * n }\n")
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if code := p.wait(t); code != exitOK {
		t.Fatalf("exit status %d: %s", code, p.stderr.String())
	}
	if r := p.results(t)[0]; string(r.Value) != "42" || r.Genome != "-" {
		t.Errorf("genome %s, value %s", r.Genome, r.Value)
	}
}

func TestJUnitReport(t *testing.T) {
	p, code := run(t, append(limits("--format", "junit", "--call", "Run"),
		repo("testdata", "hostile", "33_stdout_flood.go"), repo("testdata", "hostile", "65_environment.go"))...)
	if code != exitCandidate {
		t.Errorf("exit status %d: %s", code, p.stderr.String())
	}
	var suites struct {
		Suite struct {
			Tests    int `xml:"tests,attr"`
			Failures int `xml:"failures,attr"`
			Cases    []struct {
				Failure *struct {
					Type string `xml:"type,attr"`
				} `xml:"failure"`
				Out string `xml:"system-out"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal(p.stdout.Bytes(), &suites); err != nil {
		t.Fatal(err)
	}
	s := suites.Suite
	if s.Tests != 2 || s.Failures != 1 || s.Cases[0].Failure == nil || s.Cases[0].Failure.Type != "output_limit" {
		t.Errorf("report %+v", s)
	}
	if !strings.Contains(s.Cases[0].Out, "line ") {
		t.Error("the output is missing")
	}
}

func TestVersion(t *testing.T) {
	p, code := run(t, "version")
	if code != exitOK {
		t.Fatalf("exit status %d: %s", code, p.stderr.String())
	}
	if got := p.stdout.String(); !strings.Contains(got, "yaegi       v0.") || !strings.Contains(got, "worker      ") {
		t.Errorf("output:\n%s", got)
	}
}

// untilRunning starts a command with -v that evaluates a good genome and then
// two that never end, and returns once those two are running.
func untilRunning(t *testing.T, p *process) {
	t.Helper()
	r, w := io.Pipe()
	t.Cleanup(func() { w.Close() })
	p.cmd.Stderr = io.MultiWriter(&p.stderr, w)
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	running := 0
	lines := bufio.NewScanner(r)
	for running < 3 && lines.Scan() {
		if strings.Contains(lines.Text(), `"sandbox.run.start"`) {
			running++
		}
	}
	if running < 3 {
		t.Fatalf("stderr ended early: %v", lines.Err())
	}
	go func() {
		// Nobody else reads the pipe; its end comes with the test's.
		_, _ = io.Copy(io.Discard, r)
	}()
}

func endless(flags ...string) []string {
	args := append([]string{"run", "-v", "--timeout", "10m", "--jobs", "2", "--call", "Run"}, flags...)
	return append(args, repo("testdata", "hostile", "65_environment.go"),
		repo("testdata", "hostile", "01_spin.go"), repo("testdata", "hostile", "02_block.go"))
}

// The first genome has been printed, the others are cut off, and nothing is
// left, whatever the signal and however often it comes.
func TestInterruption(t *testing.T) {
	for _, c := range []struct {
		name    string
		signals []syscall.Signal
	}{
		{"interrupt", []syscall.Signal{syscall.SIGINT}},
		{"terminate", []syscall.Signal{syscall.SIGTERM}},
		{"hangup", []syscall.Signal{syscall.SIGHUP}},
		{"impatience", []syscall.Signal{syscall.SIGINT, syscall.SIGINT, syscall.SIGTERM, syscall.SIGINT}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newProcess(t, endless()...)
			untilRunning(t, p)
			for _, sig := range c.signals {
				if err := p.cmd.Process.Signal(sig); err != nil && err != os.ErrProcessDone {
					t.Fatal(err)
				}
			}
			if code := p.wait(t); code != exitInterrupted {
				t.Errorf("exit status %d, want %d", code, exitInterrupted)
			}
			if r := p.results(t); len(r) != 1 || !strings.HasSuffix(r[0].Genome, "65_environment.go") {
				t.Errorf("results %+v, want that of the finished genome", r)
			}
			if !strings.Contains(p.stderr.String(), "1 of 3 genomes") {
				t.Errorf("stderr %q does not say how far it came", p.stderr.String())
			}
		})
	}
}

// A reader that goes away must not kill the command before it has cleaned up.
func TestReaderGoesAway(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	p := newProcess(t, append(limits("--timeout", "3s", "--call", "Run", "--jobs", "1"),
		repo("testdata", "hostile", "65_environment.go"), repo("testdata", "hostile", "01_spin.go"))...)
	p.cmd.Stdout = w
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if code := p.wait(t); code != exitInfra {
		t.Errorf("exit status %d, want %d", code, exitInfra)
	}
	if !strings.Contains(p.stderr.String(), "broken pipe") {
		t.Errorf("stderr %q", p.stderr.String())
	}
}

// The files of --events and --audit say what happened, also when genomes are
// hostile; what cannot be written is said.
func TestEventsAndAudit(t *testing.T) {
	dir := t.TempDir()
	events, audit := filepath.Join(dir, "events.jsonl"), filepath.Join(dir, "audit.jsonl")
	for round := range 2 {
		p, code := run(t, "run", "--jobs", "1", "--profile", "strict", "--events", events, "--audit", audit, "--call", "Square", "--args", "[3]",
			repo("testdata", "square", "good_pow.go"), repo("testdata", "square", "imports_exec.go"))
		if code != exitCandidate || p.stderr.String() != "" {
			t.Fatalf("exit status %d: %s", code, p.stderr.String())
		}
		// The one is written anew, the other goes on.
		happened := jsonLines(t, events, "event")
		for name, n := range map[string]int{"sandbox.created": 2, "sandbox.reloaded": 2, "sandbox.run.start": 1, "sandbox.run.stop": 1, "sandbox.destroyed": 2} {
			if happened[name] != n {
				t.Errorf("%d of %s, want %d", happened[name], name, n)
			}
		}
		decided := jsonLines(t, audit, "kind")
		for kind, n := range map[string]int{"isolation": 1, "profile": 2, "denied": 1, "loaded": 1} {
			if decided[kind] != n*(round+1) {
				t.Errorf("%d of %s, want %d", decided[kind], kind, n*(round+1))
			}
		}
	}
	good := repo("testdata", "square", "good_pow.go")
	for _, c := range []struct {
		args   []string
		code   int
		stderr string
	}{
		{[]string{"--events", filepath.Join(dir, "missing", "x"), good}, exitUsage, "--events: "},
		{[]string{"--audit", filepath.Join(dir, "missing", "x"), good}, exitUsage, "missing/x: open: no such file"},
		{[]string{"--audit", "/dev/null", good}, exitUsage, "no regular file"},
		{[]string{"--events", "x", "--audit", "./x", good}, exitUsage, "a file each"},
		{[]string{"--events", "", good}, exitUsage, "needs the name"},
		{[]string{"--events", "/dev/full", good}, exitInfra, "no space left"},
	} {
		p, code := run(t, append([]string{"run"}, c.args...)...)
		if code != c.code || !strings.Contains(p.stderr.String(), c.stderr) {
			t.Errorf("%q: exit status %d, want %d: %s", c.args, code, c.code, p.stderr.String())
		}
	}
}

// jsonLines counts the values that a key has in a file of JSON lines.
func jsonLines(t *testing.T, path, key string) map[string]int {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for line := range strings.Lines(string(text)) {
		var object map[string]any
		if err := json.Unmarshal([]byte(line), &object); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		value, _ := object[key].(string)
		counts[value]++
	}
	return counts
}
