package ipc

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	"github.com/petri-lab/petri/ipc/wire"
)

// maxHandshake bounds what is read of a worker's standard output, in bytes.
// Only the handshake line is ever wanted.
const maxHandshake = 4 << 10

// processRunner lets go-plugin use a process that somebody else starts.
type processRunner struct {
	ctx       context.Context // of Connect
	start     func(context.Context, []string, string) (Process, error)
	env       []string
	socketDir string
	startErr  error
	address   string                // the socket, once PluginToHost has approved of it
	dialErr   atomic.Pointer[error] // of connecting to it

	mu     sync.Mutex
	proc   Process
	killed bool
}

func (r *processRunner) Start(context.Context) error {
	proc, err := r.start(r.ctx, r.env, r.socketDir)
	if err != nil {
		r.startErr = err
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.proc = proc
	if r.killed {
		proc.Kill()
	}
	return nil
}

// kill ends the process, now or as soon as it is started.
func (r *processRunner) kill() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.killed = true
	if r.proc != nil {
		r.proc.Kill()
	}
}

// hangUp waits for the end of the process and stops reading its output, for
// which go-plugin waits: something that it has started may hold the other end.
func (r *processRunner) hangUp() {
	if proc := r.process(); proc != nil {
		<-proc.Done()
		_ = proc.Stdout().Close()
	}
}

func (r *processRunner) process() Process {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.proc
}

// Stdout carries the handshake; what a worker writes behind it stays in the
// pipe.
func (r *processRunner) Stdout() io.ReadCloser {
	out := r.process().Stdout()
	return struct {
		io.Reader
		io.Closer
	}{io.LimitReader(out, maxHandshake), out}
}

// Stderr is not go-plugin's to read: whoever started the process does.
func (r *processRunner) Stderr() io.ReadCloser { return io.NopCloser(strings.NewReader("")) }

func (r *processRunner) Wait(context.Context) error {
	<-r.process().Done()
	return nil
}

func (r *processRunner) Kill(context.Context) error {
	r.kill()
	if proc := r.process(); proc != nil {
		<-proc.Done()
	}
	return nil
}

// insideEnv tells the worker so, instead of go-plugin's path.
func insideEnv(env []string) []string {
	env = slices.DeleteFunc(slices.Clone(env), func(kv string) bool {
		return strings.HasPrefix(kv, plugin.EnvUnixSocketDir+"=")
	})
	return append(env, plugin.EnvUnixSocketDir+"="+wire.Inside)
}

// PluginToHost approves of the address in the handshake and finds it on the
// host. Without this check a worker could send its supervisor anywhere.
func (r *processRunner) PluginToHost(network, address string) (string, string, error) {
	name, ok := strings.CutPrefix(address, wire.Inside+"/")
	if network != "unix" || !ok || name == "" || name == "." || name == ".." || strings.ContainsAny(name, "/\x00") {
		return "", "", fmt.Errorf("%w: %.40q %.200q, want a unix socket in its own directory, %s/NAME", ErrAddress, network, address, wire.Inside)
	}
	path := filepath.Join(r.socketDir, name)
	// A link could lead to any socket of the host's that we may connect to.
	info, err := os.Lstat(path)
	if err == nil && info.Mode().Type() != fs.ModeSocket {
		err = fmt.Errorf("it is no socket but %s", info.Mode())
	}
	if err != nil {
		return "", "", fmt.Errorf("%w: %.200q: %w", ErrAddress, address, err)
	}
	r.address = path
	return network, path, nil
}

// tellDialError makes a call that failed for want of a connection say why:
// gRPC keeps the text of the reason only.
func (r *processRunner) tellDialError(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	err := invoke(ctx, method, req, reply, cc, opts...)
	if dialErr := r.dialErr.Load(); err != nil && dialErr != nil {
		return fmt.Errorf("connecting to the worker: %w", *dialErr)
	}
	return err
}

func (r *processRunner) HostToPlugin(network, address string) (string, string, error) {
	return network, address, nil
}

func (r *processRunner) Diagnose(context.Context) string { return "" }

func (r *processRunner) Name() string { return "worker" }

func (r *processRunner) ID() string {
	if proc := r.process(); proc != nil {
		return strconv.Itoa(proc.PID())
	}
	return ""
}
