package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/petri-lab/petri/internal/testworker"
	"github.com/petri-lab/petri/supervisor"
)

// binEnv names the directory of the binaries that TestMain builds.
const binEnv = "PETRI_TEST_BIN"

func TestMain(m *testing.M) { os.Exit(testMain(m)) }

// testMain builds the binaries once for all tests that start them.
func testMain(m *testing.M) int {
	testworker.Unignore() // as the command would, which tests interrupt
	dir, err := os.MkdirTemp("", "petri-bin-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	for _, name := range []string{"supervisor", "worker"} {
		if err := testworker.BuildPackage(filepath.Join(dir, name), "github.com/petri-lab/petri/cmd/"+name); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	if err := os.Setenv(binEnv, dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

func binary(name string) string { return filepath.Join(os.Getenv(binEnv), name) }

// repo is a path below the top of the repository.
func repo(elem ...string) string {
	return filepath.Join(append([]string{"..", ".."}, elem...)...)
}

// A process is the real command, and what it printed.
type process struct {
	cmd    *exec.Cmd
	stdout bytes.Buffer
	stderr bytes.Buffer
	tmp    string // where its runtime directory is
}

// newProcess prepares the real command. Its end is checked to leave nothing
// behind.
func newProcess(t *testing.T, args ...string) *process {
	t.Helper()
	// t.TempDir is too long for the sockets below it.
	tmp, err := os.MkdirTemp("", "petri-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(tmp) })
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	t.Cleanup(cancel)
	p := &process{cmd: exec.CommandContext(ctx, binary("supervisor"), args...), tmp: tmp}
	p.cmd.Stdout, p.cmd.Stderr = &p.stdout, &p.stderr
	p.cmd.Env = append(os.Environ(), "TMPDIR="+tmp)
	return p
}

// wait waits for a started command and returns its exit status.
func (p *process) wait(t *testing.T) int {
	t.Helper()
	err := p.cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	p.checkLeftovers(t)
	return p.cmd.ProcessState.ExitCode()
}

// run runs the real command and returns its exit status.
func run(t *testing.T, args ...string) (*process, int) {
	t.Helper()
	p := newProcess(t, args...)
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return p, p.wait(t)
}

// checkLeftovers looks for workers and files that outlived the command.
func (p *process) checkLeftovers(t *testing.T) {
	t.Helper()
	left, err := os.ReadDir(p.tmp)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range left {
		t.Errorf("%s is left behind", e.Name())
	}
	worker, err := filepath.EvalSymlinks(binary("worker"))
	if err != nil {
		t.Fatal(err)
	}
	pids, err := testworker.Living(worker)
	if err != nil {
		t.Fatal(err)
	}
	for _, pid := range pids {
		t.Errorf("worker %s is left behind", pid)
	}
}

// results decodes NDJSON from stdout.
func (p *process) results(t *testing.T) []supervisor.Result {
	t.Helper()
	var all []supervisor.Result
	dec := json.NewDecoder(bytes.NewReader(p.stdout.Bytes()))
	for {
		var r supervisor.Result
		err := dec.Decode(&r)
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatalf("stdout is no NDJSON: %v\n%s", err, p.stdout.String())
		}
		all = append(all, r)
	}
}
