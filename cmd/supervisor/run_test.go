package main

import (
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/supervisor"
)

const harness = "package fitness\nfunc Fitness() float64 { return 1 }\n"

// TestRun says for each kind of genome what is printed and how the command
// ends.
func TestRun(t *testing.T) {
	call := []string{"--call", "F"}
	score := []string{"--fitness", "fitness.go"}
	atLeast := func(more ...string) []string {
		flags := slices.Clone(score)
		for _, m := range more {
			flags = append(flags, "--fail-under", m)
		}
		return flags
	}
	for _, c := range []struct {
		name    string
		flags   []string
		scripts []string
		lines   []string // "verdict" for each line, in order, or "N.go verdict"
		code    int
		stderr  string
	}{
		{"all ok", call, []string{"ok", "ok"}, []string{"1.go ok", "2.go ok"}, 0, ""},
		{"only loaded", nil, []string{"ok"}, []string{"1.go ok"}, 0, ""},
		{"a candidate fails", call, []string{"ok", "verdict timeout", "ok"},
			[]string{"1.go ok", "2.go timeout", "3.go ok"}, 1, ""},
		{"a candidate does not load", call, []string{"load denied", "load load_error"},
			[]string{"1.go denied", "2.go load_error"}, 1, ""},
		{"the function is missing", call, []string{"nofunc", "ok"}, []string{"1.go load_error", "2.go ok"}, 1, ""},
		{"scores", score, []string{"score 0.5", "score 0"}, []string{"1.go ok", "2.go ok"}, 0, ""},
		{"threshold met", atLeast("score=0.5"), []string{"score 0.5"}, []string{"1.go ok"}, 0, ""},
		{"threshold missed", atLeast("score=0.5"), []string{"score 0.5", "score 0.49"}, []string{"1.go ok", "2.go ok"}, 1, ""},
		{"component missed", atLeast("score=0.1", "half=0.3"), []string{"score 0.5"}, []string{"1.go ok"}, 1, ""},
		{"component does not exist", atLeast("haff=0.1"), []string{"score 0.5"}, []string{"1.go ok"}, 1, ""},
		{"negative threshold", atLeast("score=-1e3"), []string{"score 0"}, []string{"1.go ok"}, 0, ""},
		{"one path is missing", call, []string{"ok", "missing", "ok"}, []string{"1.go ok", "3.go ok"}, 2, "2.go: no such file"},
		{"missing beats failed", call, []string{"verdict panic", "missing"}, []string{"1.go panic"}, 2, "2.go"},
		{"harness is unusable", score, []string{"noharness", "noharness"},
			nil, 2, "--fitness fitness.go: harness is not usable: no func Fitness (with 1.go)\n"},
		{"harness is unusable with one", score, []string{"score 1", "noharness", "score 1"},
			[]string{"1.go ok", "3.go ok"}, 2, "--fitness fitness.go: harness is not usable: no func Fitness (with 2.go)\n"},
		{"no sandbox", call, []string{"nospawn", "ok"}, []string{"1.go infra_error", "2.go ok"}, 4, ""},
		{"broken sandbox", call, []string{"broken", "ok"}, []string{"1.go infra_error", "2.go ok"}, 4, ""},
		{"infra verdict beats missing path", call, []string{"verdict infra_error", "missing"}, []string{"1.go infra_error"}, 4, "2.go"},
		{"not cleaned up", call, []string{"sticky"}, []string{"1.go ok"}, 4, "genome 1.go: sandbox run-1 is not cleaned up"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newTester(t)
			b.write("fitness.go", harness)
			args := append([]string{"run"}, c.flags...)
			args = append(args, b.genomes(c.scripts...)...)
			if code := b.run(soon(t), args...); code != c.code {
				t.Errorf("exit status %d, want %d", code, c.code)
			}
			if got := b.lines(); !slices.Equal(got, c.lines) {
				t.Errorf("results %q, want %q", got, c.lines)
			}
			if got := b.stderr.String(); !strings.Contains(got, c.stderr) || (c.stderr == "") != (got == "") {
				t.Errorf("stderr %q, want %q in it", got, c.stderr)
			}
			if strings.Count(b.stderr.String(), "\n") > 1 {
				t.Errorf("the same is said more than once:\n%s", b.stderr.String())
			}
		})
	}
}

// A harness that is no good with some genomes only may be so because of them:
// none of them gets lost.
func TestRunNamesGenomesThatAHarnessIsNoGoodWith(t *testing.T) {
	b := newTester(t)
	b.write("fitness.go", "package fitness")
	scripts := append(slices.Repeat([]string{"noharness"}, 12), "score 1")
	args := append([]string{"run", "--fitness", "fitness.go"}, b.genomes(scripts...)...)
	if code := b.run(soon(t), args...); code != 2 {
		t.Errorf("exit status %d, want 2", code)
	}
	if got := b.lines(); !slices.Equal(got, []string{"13.go ok"}) {
		t.Errorf("results %q", got)
	}
	want := "supervisor: --fitness fitness.go: harness is not usable: no func Fitness (with 1.go)\n" +
		"supervisor: --fitness fitness.go: no result of 1.go, 2.go, 3.go, 4.go, 5.go, 6.go, 7.go, 8.go, 9.go, 10.go and 2 more\n"
	if got := b.stderr.String(); got != want {
		t.Errorf("stderr %q, want %q", got, want)
	}
}

func TestRunPassesOptionsOn(t *testing.T) {
	b := newTester(t)
	args := append([]string{"run", "--timeout", "1500ms", "--memory", "64MiB", "--cpu", "2s", "--output", "10kB",
		"--jobs", "7", "--pids", "20", "--steps", "5000", "--seed", "9", "--profile", "strict", "--worker", "w", "--allow-degraded", "--call", "F"}, b.genomes("ok", "ok")...)
	if code := b.run(soon(t), args...); code != 0 {
		t.Fatalf("exit status %d: %s", code, b.stderr.String())
	}
	entries, err := b.dish.config.settings.Entries()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, e := range entries {
		got[e.Key] = e.Value
	}
	for key, want := range map[string]string{
		"limits.memory": `"64MiB"`, "limits.processes": "20", "limits.cpu": `"2s"`, "limits.wall": `"1.5s"`, "limits.steps": "5000",
		"limits.output": `"10000"`, "sandbox.seed": "9", "sandbox.profile": `"strict"`, "worker_path": `"w"`, "allow_degraded": "true",
		"sandbox.restart.max": "0", "gc.interval": `"off"`,
	} {
		if got[key] != want {
			t.Errorf("%s is %s, want %s", key, got[key], want)
		}
	}
}

// Options win over the environment, that over the file, that over defaults.
func TestRunReadsItsConfiguration(t *testing.T) {
	b := newTester(t)
	b.write("petri.toml", "max_sandboxes = 1\n[limits]\nwall = '7s'\nqueue = 3\nprocesses = 40\ncpu = '3s'\n")
	b.app.environ = []string{"PETRI_CONFIG=petri.toml", "PETRI_LIMITS_QUEUE=4", "PETRI_LIMITS_PROCESSES=41"}
	args := append([]string{"run", "--pids", "42", "--cpu", "0", "--jobs", "5"}, b.genomes("ok", "ok", "ok")...)
	if code := b.run(soon(t), args...); code != 0 {
		t.Fatalf("exit status %d: %s", code, b.stderr.String())
	}
	c := b.dish.config.settings.Config()
	if c.Limits.Wall != 7*time.Second || c.Limits.Queue != 4 || c.Limits.Processes != 42 || c.Limits.CPU != 0 || c.Limits.Memory != 0 {
		t.Errorf("limits %+v", c.Limits)
	}
	if n := b.dish.peak.Load(); n != 1 {
		t.Errorf("%d sandboxes at once, max_sandboxes is 1", n)
	}
}

func TestConfigCommand(t *testing.T) {
	b := newTester(t)
	b.write("petri.toml", "[limits]\nwall = '7s'\n")
	b.app.environ = []string{"PETRI_NAME=dish"}
	if code := b.run(soon(t), "config", "--config", "petri.toml", "--memory", "64MiB"); code != 0 {
		t.Fatalf("exit status %d: %s", code, b.stderr.String())
	}
	out := strings.Join(strings.Fields(b.stdout.String()), " ")
	for _, want := range []string{`name = "dish" # PETRI_NAME`, `[limits] memory = "64MiB" # --memory`, `wall = "7s" # petri.toml:2:1`, `cpu = "none" # default`} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is not in\n%s", want, b.stdout.String())
		}
	}
}

// Whatever is wrong with a configuration, nothing is started.
func TestBadConfigurationsAreRefused(t *testing.T) {
	for _, command := range []string{"run 1.go", "config", "doctor"} {
		b := newTester(t)
		b.genomes("ok")
		b.write("petri.toml", "max_sandboxs = 1\n[limits]\nmemory = 'much'\n")
		b.app.environ = []string{"PETRI_LIMIT_QUEUE=4"}
		if code := b.run(soon(t), append(strings.Fields(command), "--config", "petri.toml")...); code != 2 {
			t.Errorf("%s: exit status %d", command, code)
		}
		for _, want := range []string{"petri.toml:1:1:", "did you mean max_sandboxes?", "petri.toml:3:1:", "PETRI_LIMIT_QUEUE", "did you mean PETRI_LIMITS_QUEUE?"} {
			if !strings.Contains(b.stderr.String(), want) {
				t.Errorf("%s: %s is not in\n%s", command, want, b.stderr.String())
			}
		}
		if b.dish.config.settings != nil || b.stdout.Len() > 0 {
			t.Errorf("%s went on", command)
		}
	}
}

func TestRunCallsWithArguments(t *testing.T) {
	b := newTester(t)
	args := append([]string{"run", "--call", "F", "--args", `[1, "two", {"three": 3.0}]`}, b.genomes("ok")...)
	if code := b.run(soon(t), args...); code != 0 {
		t.Fatalf("exit status %d: %s", code, b.stderr.String())
	}
	if want := `"value":[1,"two",{"three":3.0}]`; !strings.Contains(b.stdout.String(), want) {
		t.Errorf("%s is missing in %s", want, b.stdout.String())
	}
}

func TestRunGivesProgramsTheirInput(t *testing.T) {
	b := newTester(t)
	b.write("in.txt", "input")
	args := append([]string{"run", "--stdin", "in.txt"}, b.genomes("main got ", "ok")...)
	if code := b.run(soon(t), args...); code != 0 {
		t.Fatalf("exit status %d: %s", code, b.stderr.String())
	}
	if want := `"stdout":"got input"`; strings.Count(b.stdout.String(), want) != 1 {
		t.Errorf("want %s once in %s", want, b.stdout.String())
	}
}

func TestRunReadsAGenomeFromStdin(t *testing.T) {
	b := newTester(t)
	b.app.stdin = strings.NewReader("// verdict panic\npackage candidate\n")
	if code := b.run(soon(t), "run", "--call", "F", "-"); code != 1 {
		t.Fatalf("exit status %d: %s", code, b.stderr.String())
	}
	if got := b.lines(); !slices.Equal(got, []string{"- panic"}) {
		t.Errorf("results %q", got)
	}
}

func TestRunTakesAnEmptyStdinForABadGenome(t *testing.T) {
	b := newTester(t)
	if code := b.run(soon(t), "run", "-"); code != 1 {
		t.Errorf("exit status %d, want 1", code)
	}
	if got := b.stdout.String(); !strings.Contains(got, "load_error") || !strings.Contains(got, "standard input") {
		t.Errorf("results %q do not say where the genome came from", got)
	}
}

func TestRunKeepsToJobs(t *testing.T) {
	b := newTester(t)
	scripts := slices.Repeat([]string{"ok"}, 50)
	args := append([]string{"run", "--jobs", "3", "--call", "F"}, b.genomes(scripts...)...)
	if code := b.run(soon(t), args...); code != 0 {
		t.Fatalf("exit status %d: %s", code, b.stderr.String())
	}
	if n := b.dish.peak.Load(); n > 3 {
		t.Errorf("%d sandboxes at once, want at most 3", n)
	}
	if n := len(b.lines()); n != 50 {
		t.Errorf("%d results, want 50", n)
	}
}

func TestRunPrintsEventsWithVerbose(t *testing.T) {
	b := newTester(t)
	args := append([]string{"run", "-v"}, b.genomes("ok")...)
	if code := b.run(soon(t), args...); code != 0 {
		t.Fatalf("exit status %d: %s", code, b.stderr.String())
	}
	if !strings.Contains(b.stderr.String(), `"message":"watched"`) {
		t.Errorf("no event in %q", b.stderr.String())
	}
}

func TestRunChoosesTheFormat(t *testing.T) {
	for _, c := range []struct {
		terminal bool
		flags    []string
		want     string
	}{
		{false, nil, `{"genome":"1.go"`},
		{true, nil, " genome  verdict"},
		{false, []string{"--format", "table"}, " genome  verdict"},
		{true, []string{"--format", "ndjson"}, `{"genome":"1.go"`},
		{true, []string{"--format", "junit"}, "<?xml"},
	} {
		b := newTester(t)
		b.app.stdoutTerminal = c.terminal
		args := append([]string{"run"}, c.flags...)
		if code := b.run(soon(t), append(args, b.genomes("ok")...)...); code != 0 {
			t.Fatalf("exit status %d: %s", code, b.stderr.String())
		}
		if got := b.stdout.String(); !strings.HasPrefix(got, c.want) {
			t.Errorf("terminal %v, %q: got %q, want it to start with %q", c.terminal, c.flags, got, c.want)
		}
	}
}

func TestRunShowsABarOnATerminalOnly(t *testing.T) {
	for _, c := range []struct {
		terminal bool
		flags    []string
		bar      bool
	}{
		{true, nil, true},
		{true, []string{"-v"}, false}, // lines and a bar would overwrite each other
		{false, nil, false},
	} {
		b := newTester(t)
		b.app.stderrTerminal = c.terminal
		args := append([]string{"run"}, c.flags...)
		if code := b.run(soon(t), append(args, b.genomes("ok", "ok")...)...); code != 0 {
			t.Fatalf("exit status %d: %s", code, b.stderr.String())
		}
		if got := strings.Contains(b.stderr.String(), "evaluating"); got != c.bar {
			t.Errorf("terminal %v, %q: bar %v, want %v", c.terminal, c.flags, got, c.bar)
		}
	}
}

// errWrite is what a pipe says whose reader is gone.
type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, syscall.EPIPE }

func TestRunStopsWhenNobodyReads(t *testing.T) {
	b := newTester(t)
	b.app.stdout = brokenPipe{}
	// What blocks would never end if the broken pipe did not end it.
	args := append([]string{"run", "--call", "F", "--jobs", "2"}, b.genomes("ok", "block", "block", "block")...)
	if code := b.run(soon(t), args...); code != 4 {
		t.Errorf("exit status %d, want 4", code)
	}
	if got := b.stderr.String(); strings.Count(got, "broken pipe") != 1 {
		t.Errorf("stderr %q, want the reason once", got)
	}
}

func TestRunReportsThatItCannotStart(t *testing.T) {
	for err, want := range map[error]int{
		supervisor.ErrWorkerNotFound: 2,
		supervisor.ErrBadConfig:      2,
		&jail.UnmetError{Missing: []jail.Unmet{{Guarantee: jail.NoNetwork, Found: "no netns", Remedy: "another kernel"}}}: 3,
		supervisor.ErrSpawn:     4,
		errors.New("disk full"): 4,
	} {
		b := newTester(t)
		b.app.open = func(dishConfig) (dish, error) { return nil, err }
		if code := b.run(soon(t), append([]string{"run"}, b.genomes("ok")...)...); code != want {
			t.Errorf("%v: exit status %d, want %d", err, code, want)
		}
		for line := range strings.SplitSeq(err.Error(), "\n") {
			if got := b.stderr.String(); !strings.Contains(got, line) {
				t.Errorf("stderr %q does not say %q", got, line)
			}
		}
	}
}

func TestInterruptedRunPrintsWhatIsFinished(t *testing.T) {
	for _, format := range []string{"ndjson", "table", "junit"} {
		t.Run(format, func(t *testing.T) {
			b := newTester(t)
			ctx, interrupt := context.WithCancelCause(soon(t))
			// The third genome is evaluated by the job that the first left; the
			// second blocks, and so does the fourth.
			args := append([]string{"run", "--call", "F", "--jobs", "2", "--format", format},
				b.genomes("ok", "block", "ok", "block", "ok")...)
			go func() {
				<-b.dish.blocked
				<-b.dish.blocked
				interrupt(errSignal{os.Interrupt})
			}()
			if code := b.run(ctx, args...); code != 130 {
				t.Errorf("exit status %d, want 130", code)
			}
			out := b.stdout.String()
			for name, want := range map[string]bool{"1.go": true, "2.go": false, "3.go": true, "4.go": false, "5.go": false} {
				if strings.Contains(out, name) != want {
					t.Errorf("%s in output: %v, want %v\n%s", name, !want, want, out)
				}
			}
			if got := b.stderr.String(); !strings.Contains(got, "interrupt: 2 of 5 genomes") {
				t.Errorf("stderr %q", got)
			}
		})
	}
}

func TestInterruptedWhileReadingStdin(t *testing.T) {
	b := newTester(t)
	r, w := io.Pipe() // nobody writes
	defer w.Close()
	b.app.stdin = r
	ctx, interrupt := context.WithCancelCause(soon(t))
	interrupt(errSignal{os.Interrupt})
	if code := b.run(ctx, "run", "-"); code != 130 {
		t.Errorf("exit status %d, want 130", code)
	}
}
