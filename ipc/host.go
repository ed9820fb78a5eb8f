package ipc

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"time"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/go-plugin/runner"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/petri-lab/petri/ipc/petripb"
	"github.com/petri-lab/petri/ipc/wire"
)

var (
	// ErrHandshake says that a worker did not introduce itself as one.
	ErrHandshake = errors.New("worker handshake failed")
	// ErrAddress says that a worker announced an address that is not a unix
	// socket in its own directory.
	ErrAddress = errors.New("worker announced a foreign address")
	// ErrReconnect says that a second connection to a worker was attempted.
	ErrReconnect = errors.New("worker connection is gone for good")
)

// A Process is a worker process as its starter hands it over. Host kills it;
// whoever started it reaps it and closes its pipes.
type Process interface {
	PID() int
	Stdout() io.ReadCloser // carries the handshake line
	Done() <-chan struct{} // closed once the process has ended
	Kill()                 // returns at once
}

// Options say how to connect to a worker.
type Options struct {
	// Dir is an existing directory of mode 0700, short enough for a socket's
	// path (108 bytes with what is added). The worker's socket lies in a
	// directory of its own below it, which Close removes.
	Dir string
	// StartTimeout bounds the time from start to handshake.
	StartTimeout time.Duration
	// Start starts the process with exactly this environment and with
	// socketDir, the directory of its own, as its working directory: it knows
	// it by no other name than ".". Start is called once.
	Start func(ctx context.Context, env []string, socketDir string) (Process, error)
	// Left, if not nil, is told of a directory below Dir that could not be
	// removed, for want of a descriptor for instance; perhaps more than once.
	Left func(socketDir string)
}

// A Host is the supervisor's end of the corridor to one worker. Its methods
// are safe for concurrent use.
type Host struct {
	client *plugin.Client
	runner *processRunner
	worker petripb.WorkerClient
	left   func(socketDir string)
}

// Connect starts a worker and waits for its handshake. The caller must Close
// the Host. If ctx ends first, the process is killed.
func Connect(ctx context.Context, o Options) (*Host, error) {
	h := &Host{runner: &processRunner{start: o.Start, ctx: ctx}, left: o.Left}
	h.client = plugin.NewClient(&plugin.ClientConfig{
		HandshakeConfig:  handshake(),
		Plugins:          plugin.PluginSet{pluginName: &workerPlugin{}},
		AllowedProtocols: []plugin.Protocol{plugin.ProtocolGRPC},
		StartTimeout:     o.StartTimeout,
		SkipHostEnv:      true,
		UnixSocketConfig: &plugin.UnixSocketConfig{TempDir: o.Dir},
		Logger:           hclog.NewNullLogger(),
		// It reads an empty stream in place of standard error.
		PluginLogBufferSize: 16,
		GRPCDialOptions:     dialOptions(h.runner),
		RunnerFunc: func(_ hclog.Logger, cmd *exec.Cmd, socketDir string) (runner.Runner, error) {
			h.runner.env = insideEnv(cmd.Env)
			h.runner.socketDir = socketDir
			return h.runner, nil
		},
	})
	if err := h.handshake(ctx); err != nil {
		h.Close()
		if ctx.Err() != nil {
			err = fmt.Errorf("%w: %w", ctx.Err(), err)
		}
		return nil, err
	}
	return h, nil
}

// handshake brings the connection up. go-plugin panics on some handshake
// lines (a certificate where none was asked for), so a panic is a failure.
func (h *Host) handshake(ctx context.Context) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", ErrHandshake, r)
		}
	}()
	stop := context.AfterFunc(ctx, h.runner.kill)
	defer stop()
	protocol, err := h.client.Client()
	if err != nil {
		switch {
		case h.runner.socketDir == "":
			return fmt.Errorf("making a directory for its socket: %w", err)
		case h.runner.startErr != nil:
			return h.runner.startErr
		}
		if errors.Is(err, ErrAddress) {
			return err
		}
		return fmt.Errorf("%w: %s", ErrHandshake, introduction(err.Error()))
	}
	raw, err := protocol.Dispense(pluginName)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrHandshake, err)
	}
	h.worker = raw.(petripb.WorkerClient)
	return nil
}

// introduction says what go-plugin's message about a handshake means. What it
// repeats of the worker's words is quoted.
func introduction(message string) string {
	wrote, ok := strings.CutPrefix(message, "Unrecognized remote plugin message: ")
	if !ok {
		return fmt.Sprintf("%.500q", message)
	}
	wrote, _, _ = strings.Cut(wrote, "\n")
	if wrote == "" {
		return "it is no Petri worker: it wrote nothing"
	}
	return fmt.Sprintf("it is no Petri worker: it wrote %.200q", wrote)
}

// Worker is the client for calls. Every call needs a deadline: a hostile
// worker need not answer.
func (h *Host) Worker() petripb.WorkerClient { return h.worker }

// Close kills the process and gives back everything of the connection. It
// returns once the process has ended. It may be called more than once.
func (h *Host) Close() {
	// Killed first: go-plugin would ask the worker to shut down and wait for
	// its answer without limit.
	h.runner.kill()
	h.runner.hangUp()
	h.client.Kill()
	// Which go-plugin leaves behind when the process did not start, or when
	// there is no descriptor to list it: to remove by name takes none.
	dir := h.runner.socketDir
	if dir == "" {
		return
	}
	if h.runner.address != "" {
		_ = os.Remove(h.runner.address)
	}
	if err := os.RemoveAll(dir); err != nil && h.left != nil {
		h.left(dir)
	}
}

// workerPlugin is go-plugin's view of the Worker service.
type workerPlugin struct{ plugin.NetRPCUnsupportedPlugin }

func (*workerPlugin) GRPCServer(*plugin.GRPCBroker, *grpc.Server) error {
	return errors.New("ipc: a supervisor serves no worker")
}

func (*workerPlugin) GRPCClient(_ context.Context, _ *plugin.GRPCBroker, conn *grpc.ClientConn) (any, error) {
	return petripb.NewWorkerClient(conn), nil
}

func dialOptions(r *processRunner) []grpc.DialOption {
	var dialled atomic.Bool
	return []grpc.DialOption{
		grpc.WithDefaultCallOptions(
			grpc.MaxCallRecvMsgSize(wire.MaxMessage),
			grpc.MaxCallSendMsgSize(wire.MaxRequest),
		),
		grpc.WithMaxHeaderListSize(64 << 10),
		grpc.WithInitialWindowSize(wire.Window),
		grpc.WithInitialConnWindowSize(wire.Window),
		// An idle connection would be closed, and there is no second one.
		grpc.WithIdleTimeout(0),
		grpc.WithDisableRetry(),
		grpc.WithDisableServiceConfig(),
		// A worker that drops its connection may have put another socket, or
		// another process, behind the path.
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) {
			if dialled.Swap(true) {
				return nil, ErrReconnect
			}
			var d net.Dialer
			conn, err := d.DialContext(ctx, "unix", r.address)
			if err != nil {
				r.dialErr.Store(&err)
			}
			return conn, err
		}),
		grpc.WithUnaryInterceptor(r.tellDialError),
		grpc.WithStreamInterceptor(refusePluginStreams),
	}
}

// refusePluginStreams keeps go-plugin's own streams (broker, stdio) closed: it
// starts a goroutine for each message that a worker sends there.
func refusePluginStreams(ctx context.Context, desc *grpc.StreamDesc, cc *grpc.ClientConn, method string, streamer grpc.Streamer, opts ...grpc.CallOption) (grpc.ClientStream, error) {
	if strings.HasPrefix(method, "/plugin.") {
		return nil, status.Errorf(codes.Unimplemented, "%s is not used", method)
	}
	return streamer(ctx, desc, cc, method, opts...)
}
