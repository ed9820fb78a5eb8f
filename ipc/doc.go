// Package ipc is the corridor between a supervisor and one worker: gRPC over a
// unix socket in a private directory, negotiated by hashicorp/go-plugin. The
// messages are those of package petripb.
//
// The two ends are not equals. Host, the supervisor's, assumes that the worker
// has been taken over by what it runs: message and header sizes are capped,
// windows are fixed, streams that only a hostile worker would use are refused,
// the address it announces must be a socket in the directory it was given, and
// one connection is all it ever gets. Serve, the worker's end, trusts the
// supervisor.
//
// The package starts no process; the caller does, and says how to kill it.
package ipc

import "github.com/hashicorp/go-plugin"

const (
	// MaxMessage bounds a message from a worker, in bytes.
	MaxMessage = 4 << 20
	// MaxRequest bounds a message to a worker, in bytes: a genome or a batch
	// of inputs.
	MaxRequest = 16 << 20

	pluginName = "petri"
)

// WorkerProcessors is how many threads run Go code in a worker that has been
// configured. With one, a spinning genome would starve the worker's own
// goroutines: measured 57 ms of latency instead of 0.09.
const WorkerProcessors = 2

// handshake tells a worker that a Petri supervisor started it. It is no
// secret: it keeps people from starting workers by hand.
func handshake() plugin.HandshakeConfig {
	return plugin.HandshakeConfig{
		ProtocolVersion:  1,
		MagicCookieKey:   "PETRI_WORKER",
		MagicCookieValue: "v1",
	}
}
