package ipc

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	"github.com/petri-lab/petri/ipc/petripb"
)

// Serve answers a supervisor's calls with w. It calls seal once the socket
// exists and before the handshake is written, so that the handshake tells the
// supervisor that the worker is sealed; if there can be no socket, or seal
// fails, fail is called and must not return. Serve ends with the process: on
// the supervisor's Shutdown or when it dies.
func Serve(w petripb.WorkerServer, seal func() error, fail func(error)) {
	var complaint strings.Builder
	logger := hclog.New(&hclog.LoggerOptions{Output: &complaint, Level: hclog.Error, DisableTime: true})
	sealed := false
	plugin.Serve(&plugin.ServeConfig{
		HandshakeConfig: handshake(),
		Plugins:         plugin.PluginSet{pluginName: &workerPlugin{server: w}},
		Logger:          logger,
		GRPCServer: func(opts []grpc.ServerOption) *grpc.Server {
			// From now on the library's own log lines would mix with what the
			// Go run time says when the process dies, and the supervisor reads
			// that.
			logger.SetLevel(hclog.Off)
			if err := seal(); err != nil {
				fail(err)
			}
			sealed = true
			return grpc.NewServer(append(opts,
				grpc.MaxRecvMsgSize(MaxRequest),
				grpc.MaxSendMsgSize(MaxMessage),
				grpc.InitialWindowSize(window),
				grpc.InitialConnWindowSize(window),
				// Goroutines that have the stack that a call needs already.
				grpc.NumStreamWorkers(streamWorkers),
			)...)
		},
	})
	if !sealed {
		fail(fmt.Errorf("opening the worker's socket: %s", strings.TrimSpace(complaint.String())))
	}
}

// streamWorkers is how many calls a worker answers without a new goroutine: an
// operation, and one to stop it.
const streamWorkers = 2

// workerPlugin is go-plugin's view of the Worker service, at either end.
type workerPlugin struct {
	plugin.NetRPCUnsupportedPlugin
	server petripb.WorkerServer
}

func (p *workerPlugin) GRPCServer(_ *plugin.GRPCBroker, s *grpc.Server) error {
	if p.server == nil {
		return errors.New("ipc: no worker to serve")
	}
	petripb.RegisterWorkerServer(s, p.server)
	return nil
}

func (p *workerPlugin) GRPCClient(_ context.Context, _ *plugin.GRPCBroker, conn *grpc.ClientConn) (any, error) {
	return petripb.NewWorkerClient(conn), nil
}
