// Package wire is what the two ends of the corridor between a supervisor and
// its worker agree on, beside the messages.
package wire

import "time"

const (
	// MaxMessage bounds a message from a worker, in bytes.
	MaxMessage = 4 << 20
	// MaxRequest bounds a message to a worker, in bytes: a genome or a batch
	// of inputs.
	MaxRequest = 16 << 20
	// Window is the flow-control window of a stream and of a connection, in
	// bytes. A fixed one also turns off bandwidth probing, which a peer could
	// steer.
	Window = 1 << 20

	// Inside is how a worker names its socket directory: it is its working
	// directory, whatever else it sees of the host's file system.
	Inside = "."

	// Version is that of the protocol, and Cookie in CookieKey tells a worker
	// that a Petri supervisor started it. It is no secret: it keeps people from
	// starting workers by hand.
	Version   = 2
	CookieKey = "PETRI_WORKER"
	Cookie    = "v1"

	// WorkerProcessors is how many threads run Go code in a worker that has been
	// configured. With one, a spinning genome would starve the worker's own
	// goroutines: measured 57 ms of latency instead of 0.09.
	WorkerProcessors = 2

	// RestAfter is how long a worker must have had nothing to do before it
	// gives memory back that its next run might have used. It costs the worker a
	// collection, and its next run some page faults.
	RestAfter = 5 * time.Second
)
