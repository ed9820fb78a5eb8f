package bench

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// The baselines that operations are compared with.
const (
	forkExec     = "fork-exec"
	forkExecRate = "fork-exec-namespaces-rate"
)

func baselines() []measurement {
	return []measurement{
		{name: forkExec, what: "fork and exec of the smallest program, until it has ended", count: 1000, short: 100, baseline: true, run: tinyProgram(0)},
		{name: "fork-exec-namespaces", what: "the same in new namespaces of all kinds", count: 500, short: 50, baseline: true, run: tinyProgram(allNamespaces)},
		{name: forkExecRate, what: "the same, as many at a time as evaluations", count: 1000, short: 100, baseline: true, throughput: true, run: tinyRate},
		{name: "fork-exec-go", what: "fork and exec of the smallest Go program", count: 500, short: 30, baseline: true, run: smallestGo},
		{name: "go-run", what: "go run of the candidate on 7 inputs", count: 10, short: 2, baseline: true, run: goRun},
		{name: "go-build-exec", what: "go build of it, and its run", count: 10, short: 2, baseline: true, run: goBuild},
		{name: "bare-yaegi", what: "a process of the interpreter alone, without isolation: started, candidate loaded, run on 7 inputs", count: 200, short: 10, baseline: true, run: bareYaegi},
	}
}

const allNamespaces = syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS | syscall.CLONE_NEWPID | syscall.CLONE_NEWNET |
	syscall.CLONE_NEWIPC | syscall.CLONE_NEWUTS | syscall.CLONE_NEWCGROUP

// programs are the baselines' programs, as far as they have been made.
type programs struct {
	tiny, goTiny, yaegi string
}

// start starts a program, waits for its end, and returns what it printed.
func start(ctx context.Context, flags uintptr, stdin string, path string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, path, args...)
	if flags != 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{
			Cloneflags:  flags,
			UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Geteuid(), Size: 1}},
			GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getegid(), Size: 1}},
		}
	}
	if stdin == "" && len(args) == 0 {
		return "", cmd.Run() // no pipes
	}
	cmd.Stdin = strings.NewReader(stdin)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s", filepath.Base(path), err, stderr.Bytes())
	}
	return string(out), nil
}

// tinyPath makes the smallest program.
func (s *session) tinyPath() (string, error) {
	if s.programs.tiny != "" {
		return s.programs.tiny, nil
	}
	text := tinyELF()
	if text == nil {
		return "", skip("there is no smallest program for this processor")
	}
	path := filepath.Join(s.dir, "tiny")
	if err := os.WriteFile(path, text, 0o755); err != nil {
		return "", err
	}
	if _, err := start(context.Background(), 0, "", path); err != nil {
		return "", skip("programs in %s cannot be executed (%v): set TMPDIR", s.dir, err)
	}
	s.programs.tiny = path
	return path, nil
}

func tinyProgram(flags uintptr) func(context.Context, *session, int) (outcome, error) {
	return func(ctx context.Context, s *session, n int) (outcome, error) {
		path, err := s.tinyPath()
		if err != nil {
			return outcome{}, err
		}
		if _, err := start(ctx, flags, "", path); err != nil {
			return outcome{}, skip("it cannot be started: %v", err)
		}
		return times(ctx, nil, n, nil, func() error {
			_, err := start(ctx, flags, "", path)
			return err
		}, nil)
	}
}

func tinyRate(ctx context.Context, s *session, n int) (outcome, error) {
	path, err := s.tinyPath()
	if err != nil {
		return outcome{}, err
	}
	if _, err := start(ctx, allNamespaces, "", path); err != nil {
		return outcome{}, skip("it cannot be started: %v", err)
	}
	out, err := together(ctx, nil, n, s.o.Jobs, func(int) error {
		_, err := start(ctx, allNamespaces, "", path)
		return err
	})
	out.note = fmt.Sprintf("%d at a time", s.o.Jobs)
	return out, err
}

// goTool finds the tool chain.
func goTool() (string, error) {
	path, err := exec.LookPath("go")
	if err != nil {
		return "", skip("there is no Go tool chain on PATH")
	}
	return path, nil
}

// writeProgram puts a program into a directory of its own, as a module.
func (s *session) writeProgram(text string) (dir string, err error) {
	dir = filepath.Join(s.dir, "p"+strconv.Itoa(s.next()))
	if err := os.Mkdir(dir, 0o755); err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module candidate\n"), 0o644); err != nil {
		return "", err
	}
	return dir, os.WriteFile(filepath.Join(dir, "main.go"), []byte(text), 0o644)
}

// tool runs the tool chain in a directory.
func tool(ctx context.Context, dir string, args ...string) error {
	path, err := goTool()
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOWORK=off", "GOFLAGS=", "GOTOOLCHAIN=local")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go %s: %w\n%s", args[0], err, out)
	}
	return nil
}

// unbuilt leaves a baseline out whose first program the tool chain does not build,
// for want of a cache for instance.
func unbuilt(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return skip("the Go tool chain does not build it: %s", oneLine(err))
}

// oneLine is what the tool chain says, as one line that is not too long.
func oneLine(err error) string {
	return fmt.Sprintf("%.300s", strings.Join(strings.Fields(err.Error()), " "))
}

func smallestGo(ctx context.Context, s *session, n int) (outcome, error) {
	if s.programs.goTiny == "" {
		if _, err := goTool(); err != nil {
			return outcome{}, err
		}
		dir, err := s.writeProgram("package main\n\nfunc main() {}\n")
		if err != nil {
			return outcome{}, err
		}
		if err := tool(ctx, dir, "build", "-o", "program", "."); err != nil {
			return outcome{}, unbuilt(ctx, err)
		}
		s.programs.goTiny = filepath.Join(dir, "program")
	}
	return times(ctx, nil, n, nil, func() error {
		_, err := start(ctx, 0, "", s.programs.goTiny)
		return err
	}, nil)
}

// compiled measures what the tool chain makes of new candidates.
func compiled(ctx context.Context, s *session, n int, one func(dir string) error) (outcome, error) {
	if _, err := goTool(); err != nil {
		return outcome{}, err
	}
	var dir string
	fresh := func() (err error) {
		dir, err = s.writeProgram(program(s.next()))
		return err
	}
	// The first one compiles the standard library.
	if err := fresh(); err != nil {
		return outcome{}, err
	}
	if err := one(dir); err != nil {
		return outcome{}, unbuilt(ctx, err)
	}
	return times(ctx, nil, n, fresh, func() error { return one(dir) }, nil)
}

func goRun(ctx context.Context, s *session, n int) (outcome, error) {
	return compiled(ctx, s, n, func(dir string) error { return tool(ctx, dir, "run", ".") })
}

func goBuild(ctx context.Context, s *session, n int) (outcome, error) {
	return compiled(ctx, s, n, func(dir string) error {
		if err := tool(ctx, dir, "build", "-o", "program", "."); err != nil {
			return err
		}
		_, err := start(ctx, 0, "", filepath.Join(dir, "program"))
		return err
	})
}

// barePackage is the interpreter alone.
const barePackage = "github.com/petri-lab/petri/internal/bench/bare"

func bareYaegi(ctx context.Context, s *session, n int) (outcome, error) {
	if s.programs.yaegi == "" {
		if _, err := goTool(); err != nil {
			return outcome{}, err
		}
		path := filepath.Join(s.dir, "bare")
		if err := tool(ctx, "", "build", "-o", path, barePackage); err != nil {
			return outcome{}, skip("it cannot be built outside of Petri's sources: %s", oneLine(err))
		}
		s.programs.yaegi = path
	}
	return times(ctx, nil, n, nil, func() error {
		_, err := start(ctx, 0, small(s.next()), s.programs.yaegi)
		return err
	}, nil)
}
