// Package ipc is the corridor between a supervisor and one worker: gRPC over a
// unix socket in a private directory, negotiated by hashicorp/go-plugin. The
// messages are those of package petripb.
//
// The two ends are not equals. Host, the supervisor's, assumes that the worker
// has been taken over by what it runs: message and header sizes are capped,
// windows are fixed, streams that only a hostile worker would use are refused,
// the address it announces must be a socket in the directory it was given, and
// one connection is all it ever gets. The worker's end, package serve, trusts the
// supervisor.
//
// The package starts no process; the caller does, and says how to kill it.
package ipc

import (
	"github.com/hashicorp/go-plugin"

	"github.com/petri-lab/petri/ipc/wire"
)

// pluginName is what go-plugin calls the one service.
const pluginName = "petri"

func handshake() plugin.HandshakeConfig {
	return plugin.HandshakeConfig{
		ProtocolVersion:  wire.Version,
		MagicCookieKey:   wire.CookieKey,
		MagicCookieValue: wire.Cookie,
	}
}
