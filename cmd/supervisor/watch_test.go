package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A line of watch --format ndjson.
type watchLine struct {
	Genome, Cause, Verdict, Error string
	Score                         *float64
	Serving                       int
	Kept                          bool
}

// startWatch starts the real command; next is its next line.
func startWatch(t *testing.T, args ...string) (p *process, next func() string) {
	t.Helper()
	p = newProcess(t, append([]string{"watch", "--quiet", "30ms"}, args...)...)
	r, w := io.Pipe()
	p.cmd.Stdout = w
	t.Cleanup(func() { w.Close() })
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	return p, func() string {
		if !lines.Scan() {
			t.Fatalf("output ends: %v; stderr: %s", lines.Err(), p.stderr.String())
		}
		return lines.Text()
	}
}

// save saves as most editors do.
func save(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path+".tmp", []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+".tmp", path); err != nil {
		t.Fatal(err)
	}
}

func TestWatch(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "square.go")
	square := func(body string) string {
		return "package candidate\n\nfunc Square(x float64) float64 { " + body + " }\n"
	}
	save(t, path, square("return x * x"))
	p, next := startWatch(t, "--format", "ndjson", "--fitness", repo("testdata", "square_fitness.go"), path)
	want := func(what string, ok func(watchLine) bool) {
		t.Helper()
		var l watchLine
		if text := next(); json.Unmarshal([]byte(text), &l) != nil || l.Genome != path || !ok(l) {
			t.Errorf("%s: %s", what, text)
		}
	}
	want("at the start", func(l watchLine) bool {
		return l.Cause == "start" && l.Verdict == "ok" && *l.Score == 1 && l.Serving == 1
	})
	save(t, path, square("return x"))
	want("changed", func(l watchLine) bool {
		return l.Cause == "genome" && l.Verdict == "ok" && *l.Score < 1 && l.Serving == 2
	})
	save(t, path, square("return"))
	want("broken", func(l watchLine) bool { return l.Verdict == "load_error" && l.Score == nil && l.Kept && l.Serving == 2 })
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	want("gone", func(l watchLine) bool { return l.Verdict == "" && strings.Contains(l.Error, "no such file") && l.Kept })
	save(t, path, square("return x * x"))
	want("back", func(l watchLine) bool { return l.Verdict == "ok" && *l.Score == 1 && l.Serving > 2 })
	interrupt(t, p)
}

func interrupt(t *testing.T, p *process) {
	t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if code := p.wait(t); code != exitInterrupted {
		t.Errorf("exit status %d: %s", code, p.stderr.String())
	}
}

// For people, and with other questions: a call, a program, none.
func TestWatchAsText(t *testing.T) {
	good, program := repo("testdata", "square", "good_pow.go"), repo("testdata", "programs", "wordcount.go")
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--call", "Square", "--args", "[12]", good}, "good_pow.go  ok  144  "},
		{[]string{"--call", "Sqare", "--args", "[12]", good}, "good_pow.go  load_error  "},
		{[]string{"--stdin", repo("testdata", "programs", "wordcount.in"), program}, "wordcount.go  ok  "},
		{[]string{good}, "good_pow.go  ok  loaded  version 1"},
	} {
		p, next := startWatch(t, c.args...)
		if line := next(); !strings.Contains(line, c.want) {
			t.Errorf("%q, want %q", line, c.want)
		}
		interrupt(t, p)
	}
}

// Somebody who stops reading ends it.
func TestWatchReaderGoesAway(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	p := newProcess(t, "watch", repo("testdata", "square", "good_pow.go"))
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
	if code := p.wait(t); code != exitInfra || !strings.Contains(p.stderr.String(), "broken pipe") {
		t.Errorf("exit status %d: %s", code, p.stderr.String())
	}
}
