package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// A native runs programs as the Go tool chain compiles them, and remembers what
// they did.
type native struct {
	version string // of Go
	cache   string // folder
	batch   int    // programs that are built at once
	timeout time.Duration
	fresh   bool // do not believe the cache
	log     io.Writer
}

// languageVersion is what the programs are compiled as.
const languageVersion = "1.26"

// outcomes returns what each program does, in order.
func (n *native) outcomes(ctx context.Context, programs []*program) ([]*outcome, error) {
	all := make([]*outcome, len(programs))
	var missing []int
	for i, p := range programs {
		if all[i] = n.remembered(p); all[i] == nil {
			missing = append(missing, i)
		}
	}
	for begin := 0; begin < len(missing); begin += n.batch {
		part := missing[begin:min(begin+n.batch, len(missing))]
		fmt.Fprintf(n.log, "native: %d of %d programs are built\n", begin, len(missing))
		batch := make([]*program, len(part))
		for k, i := range part {
			batch[k] = programs[i]
		}
		outcomes, err := n.build(ctx, batch)
		if err != nil {
			return nil, err
		}
		for k, i := range part {
			all[i] = outcomes[k]
			if err := n.remember(programs[i], outcomes[k]); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

// build compiles programs together, as commands of one module, and runs them.
func (n *native) build(ctx context.Context, programs []*program) ([]*outcome, error) {
	dir, err := os.MkdirTemp("", "petri-native-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := n.lay(dir, programs); err != nil {
		return nil, err
	}
	messages, err := n.compile(ctx, dir, "GO111MODULE=on", "./...")
	if err != nil {
		return nil, err
	}
	outcomes := make([]*outcome, len(programs))
	for i := range programs {
		name := commandName(i)
		binary := filepath.Join(dir, "bin", name)
		if _, err := os.Stat(binary); err != nil {
			// Alone: another's error can keep it from being built at all.
			if messages, err = n.compileAlone(ctx, dir, i, len(programs[i].packages()) > 0); err != nil {
				return nil, err
			}
		}
		if _, err := os.Stat(binary); err != nil {
			outcomes[i] = &outcome{Kind: invalid, Message: compilerSays(messages)}
			continue
		}
		if outcomes[i], err = n.runTwice(ctx, dir, binary, programs[i].stdin); err != nil {
			return nil, err
		}
	}
	return outcomes, nil
}

func commandName(i int) string { return fmt.Sprintf("p%d", i) }

// lay writes the programs into a module.
func (n *native) lay(dir string, programs []*program) error {
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module native\n\ngo "+languageVersion+"\n"), 0o644); err != nil {
		return err
	}
	if err := os.Mkdir(filepath.Join(dir, "bin"), 0o755); err != nil {
		return err
	}
	for i, p := range programs {
		folder := filepath.Join(dir, commandName(i))
		if len(p.packages()) > 0 {
			// Where packages are imported by bare names.
			folder = filepath.Join(dir, workspace(i), "src")
		}
		if err := p.layIn(folder); err != nil {
			return err
		}
	}
	return nil
}

// workspace is the GOPATH of a program of several packages. The go command
// does not look into folders whose names begin so.
func workspace(i int) string { return "_" + commandName(i) }

// layIn writes the program's files, main's in a folder of its own where there
// are other packages.
func (p *program) layIn(folder string) error {
	for k, f := range p.files {
		// Not under its own name, which may mean a platform to the tool.
		dir := filepath.Join(folder, filepath.FromSlash(path.Dir(f.name)))
		if path.Dir(f.name) == "." && len(p.packages()) > 0 {
			dir = filepath.Join(folder, "main")
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("f%d.go", k)), f.text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// compileAlone builds one program.
func (n *native) compileAlone(ctx context.Context, dir string, i int, several bool) (string, error) {
	if !several {
		return n.compile(ctx, dir, "GO111MODULE=on", "./"+commandName(i))
	}
	messages, err := n.compile(ctx, dir, "GO111MODULE=off GOPATH="+filepath.Join(dir, workspace(i)), "main")
	if err != nil {
		return "", err
	}
	err = os.Rename(filepath.Join(dir, "bin", "main"), filepath.Join(dir, "bin", commandName(i)))
	if errors.Is(err, fs.ErrNotExist) {
		err = nil // it does not compile
	}
	return messages, err
}

// compile builds what it can and returns what the compiler said.
func (n *native) compile(ctx context.Context, dir, env, pattern string) (string, error) {
	// With trimmed paths a package that several programs have is compiled once.
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", "bin/", pattern)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOWORK=off", "GOFLAGS=")
	cmd.Env = append(cmd.Env, strings.Fields(env)...)
	out, err := cmd.CombinedOutput()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		return "", fmt.Errorf("go build: %w", err)
	}
	return string(out), ctx.Err()
}

// compilerSays is the first complaint in the output of go build.
func compilerSays(messages string) string {
	for line := range strings.Lines(messages) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			return line
		}
	}
	return "it is no program"
}

// runTwice finds out whether a program does the same again.
func (n *native) runTwice(ctx context.Context, dir, binary string, stdin []byte) (*outcome, error) {
	first, err := n.run(ctx, dir, binary, stdin)
	if err != nil || first.Kind == timedOut {
		return first, err
	}
	second, err := n.run(ctx, dir, binary, stdin)
	if err != nil {
		return nil, err
	}
	// The trace of a panic holds addresses.
	differs := first.Kind == exited && first.Stderr != second.Stderr
	if differs || first.Stdout != second.Stdout || first.Kind != second.Kind || first.Code != second.Code || first.Message != second.Message {
		return &outcome{Kind: unsteady}, nil
	}
	return first, nil
}

// mostOutput bounds what is kept of a program's output. Petri keeps less.
const mostOutput = 4 << 20

func (n *native) run(ctx context.Context, dir, binary string, stdin []byte) (*outcome, error) {
	work, err := os.MkdirTemp(dir, "work-")
	if err != nil {
		return nil, err
	}
	ctx2, cancel := context.WithTimeout(ctx, n.timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx2, binary)
	cmd.Dir = work
	cmd.Env = []string{} // as in Petri
	cmd.Stdin = bytes.NewReader(stdin)
	stdout, stderr := bounded{limit: mostOutput}, bounded{limit: mostOutput}
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.WaitDelay = time.Second
	err = cmd.Run()
	o := &outcome{Kind: exited, Stdout: stdout.String(), Stderr: stderr.String()}
	var failed *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case ctx2.Err() != nil:
		return &outcome{Kind: timedOut}, nil
	case errors.As(err, &failed):
		o.Code = failed.ExitCode()
	case err != nil:
		return nil, fmt.Errorf("running %s: %w", binary, err)
	}
	if o.Code == 2 || o.Code < 0 {
		if k, message := lastWords(o.Stderr); k != "" {
			o.Kind, o.Message = k, message
		}
	}
	return o, nil
}

// bounded is a buffer that takes everything and keeps limit bytes.
type bounded struct {
	bytes.Buffer
	limit int
}

func (b *bounded) Write(p []byte) (int, error) {
	if room := b.limit - b.Len(); room > 0 {
		b.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// path is where a program's outcome is remembered. The name depends on all that
// decides it.
func (n *native) path(p *program) string {
	h := sha256.Sum256([]byte(n.version + " " + languageVersion + " " + p.hash()))
	return filepath.Join(n.cache, hex.EncodeToString(h[:16])+".json")
}

// A memory is an outcome as a file. Output need not be text.
type memory struct {
	Outcome        outcome
	Stdout, Stderr []byte
}

func (n *native) remembered(p *program) *outcome {
	if n.fresh {
		return nil
	}
	text, err := os.ReadFile(n.path(p))
	if err != nil {
		return nil
	}
	var m memory
	if json.Unmarshal(text, &m) != nil {
		return nil // written half: it is made again
	}
	m.Outcome.Stdout, m.Outcome.Stderr = string(m.Stdout), string(m.Stderr)
	return &m.Outcome
}

func (n *native) remember(p *program, o *outcome) error {
	m := memory{Outcome: *o, Stdout: []byte(o.Stdout), Stderr: []byte(o.Stderr)}
	m.Outcome.Stdout, m.Outcome.Stderr = "", ""
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(n.cache, 0o755); err != nil {
		return fmt.Errorf("folder of remembered outcomes: %w", err)
	}
	return os.WriteFile(n.path(p), text, 0o644)
}
