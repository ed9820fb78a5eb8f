package supervisor

import (
	"fmt"
	"io"
	"net"
	"os"
)

// Targets are what probes try to reach on the network: this process listens
// there, so that only the jail can be in the way.
type targets struct {
	tcp, udp, unix target
}

type target struct {
	address string
	socket  io.Closer // nil if it could not be opened
}

// listen opens the targets. Connections are made without being accepted. A host
// without a loopback interface has no network that could be reached by it: the
// attempts are made all the same.
func listen() *targets {
	const unused = "127.0.0.1:9" // discard
	t := &targets{tcp: target{address: unused}, udp: target{address: unused}}
	if l, err := net.Listen("tcp", "127.0.0.1:0"); err == nil {
		t.tcp = target{l.Addr().String(), l}
	}
	if c, err := net.ListenPacket("udp", "127.0.0.1:0"); err == nil {
		t.udp = target{c.LocalAddr().String(), c}
	}
	t.unix.address = fmt.Sprintf("@petri-doctor-%d", os.Getpid())
	if l, err := net.Listen("unix", t.unix.address); err == nil {
		t.unix.socket = l
	}
	return t
}

func (t *targets) close() {
	for _, each := range []target{t.tcp, t.udp, t.unix} {
		if each.socket != nil {
			_ = each.socket.Close()
		}
	}
}
