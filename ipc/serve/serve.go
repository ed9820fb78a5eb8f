// Package serve is the worker's end of the corridor to its supervisor: a gRPC
// server on a unix socket, introduced by the line that hashicorp/go-plugin
// wants of a plugin (its "guide-plugin-write-non-go" describes it).
//
// It does without that module's own server, which is made for plugins of many
// kinds: what it links, net/rpc and a second multiplexer among it, was a
// quarter of the time in which a worker starts, and a worker starts for each
// genome. Of its further services a supervisor uses none, and refuses their
// streams: see package ipc.
package serve

import (
	"errors"
	"fmt"
	"net"
	"os"

	"google.golang.org/grpc"

	"github.com/petri-lab/petri/ipc/petripb"
	"github.com/petri-lab/petri/ipc/wire"
)

// socket is the worker's, in its own directory.
const socket = wire.Inside + "/worker"

// pluginProtocol is the version of go-plugin's handshake.
const pluginProtocol = 1

// ErrByHand says that no Petri supervisor started the process.
var ErrByHand = errors.New("not started by a Petri supervisor")

// Worker answers a supervisor's calls with w. It calls seal once the socket
// exists and before the handshake is written, so that the handshake tells the
// supervisor that the worker is sealed; if there can be no socket, or seal
// fails, fail is called and must not return. Worker ends with the process.
func Worker(w petripb.WorkerServer, seal func() error, fail func(error)) {
	if err := worker(w, seal); err != nil {
		fail(err)
	}
}

func worker(w petripb.WorkerServer, seal func() error) error {
	if os.Getenv(wire.CookieKey) != wire.Cookie {
		return ErrByHand
	}
	listener, err := net.Listen("unix", socket)
	if err != nil {
		return fmt.Errorf("opening the worker's socket: %w", err)
	}
	if err := seal(); err != nil {
		return errors.Join(err, listener.Close())
	}
	server := grpc.NewServer(
		grpc.MaxRecvMsgSize(wire.MaxRequest),
		grpc.MaxSendMsgSize(wire.MaxMessage),
		grpc.InitialWindowSize(wire.Window),
		grpc.InitialConnWindowSize(wire.Window),
	)
	petripb.RegisterWorkerServer(server, w)
	if _, err := fmt.Printf("%d|%d|unix|%s|grpc\n", pluginProtocol, wire.Version, socket); err != nil {
		return fmt.Errorf("introducing the worker: %w", err)
	}
	// Nobody reads any further.
	os.Stdout = nil
	return server.Serve(listener)
}
