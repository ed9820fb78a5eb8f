// Package serve is the worker's end of the corridor to its supervisor: gRPC on a
// unix socket, introduced by the line that hashicorp/go-plugin wants of a plugin
// (its "guide-plugin-write-non-go" describes it).
//
// It does without that module's own server, and without gRPC's. Both are made
// for servers of many kinds with any number of clients, and a worker, which
// starts for each genome and has one client for life, paid for what they link
// and set up with a third of its CPU time. What is here speaks what gRPC's
// client speaks (RFC 9113, and gRPC's "PROTOCOL-HTTP2") and no more: one
// connection, no compression, no TLS.
package serve

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/ipc/wire"
)

// socket is the worker's, in its own directory.
const socket = wire.Inside + "/worker"

// pluginProtocol is the version of go-plugin's handshake.
const pluginProtocol = 1

// ErrByHand says that no Petri supervisor started the process.
var ErrByHand = errors.New("not started by a Petri supervisor")

// Worker answers a supervisor's calls with s. It calls seal once the socket
// exists and before the handshake is written, so that the handshake tells the
// supervisor that the worker is sealed; if there can be no socket, or seal
// fails, fail is called and must not return. Worker ends with the process.
func Worker(s Service, seal func() error, fail func(error)) {
	listener, err := introduce(seal)
	if err == nil {
		err = serve(listener, s)
	}
	if err != nil {
		fail(err)
	}
	// The supervisor's connection is over, and there is no second one. It will
	// end this process; if it cannot, the lifeline does.
	select {}
}

// introduce makes the socket and tells the supervisor of it.
func introduce(seal func() error) (*os.File, error) {
	if os.Getenv(wire.CookieKey) != wire.Cookie {
		return nil, ErrByHand
	}
	listener, err := listen(socket)
	if err != nil {
		return nil, fmt.Errorf("opening the worker's socket: %w", err)
	}
	if err := seal(); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	if _, err := fmt.Printf("%d|%d|unix|%s|grpc\n", pluginProtocol, wire.Version, socket); err != nil {
		return nil, errors.Join(fmt.Errorf("introducing the worker: %w", err), listener.Close())
	}
	// Nobody reads any further.
	os.Stdout = nil
	return listener, nil
}

// listen makes a unix socket. Package net, which would too, costs a new process
// what it sets up for other networks.
func listen(path string) (*os.File, error) {
	fd, err := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, 0)
	if err != nil {
		return nil, os.NewSyscallError("socket", err)
	}
	if err := unix.Bind(fd, &unix.SockaddrUnix{Name: path}); err != nil {
		return nil, errors.Join(os.NewSyscallError("bind", err), unix.Close(fd))
	}
	if err := unix.Listen(fd, 1); err != nil {
		return nil, errors.Join(os.NewSyscallError("listen", err), unix.Close(fd))
	}
	// Non-blocking, so that the run time's poller waits and no thread.
	return os.NewFile(uintptr(fd), path), nil
}

// accept waits for a connection.
func accept(listener *os.File) (*os.File, error) {
	raw, err := listener.SyscallConn()
	if err != nil {
		return nil, err
	}
	fd := -1
	var failure error
	err = raw.Read(func(l uintptr) bool {
		fd, _, failure = unix.Accept4(int(l), unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK)
		return !errors.Is(failure, unix.EAGAIN) && !errors.Is(failure, unix.EINTR) && !errors.Is(failure, unix.ECONNABORTED)
	})
	if err = errors.Join(err, os.NewSyscallError("accept4", failure)); err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), "supervisor"), nil
}

// serve takes one connection and serves it until it ends.
func serve(listener *os.File, s Service) error {
	file, err := accept(listener)
	if err = errors.Join(err, listener.Close()); err != nil {
		return fmt.Errorf("waiting for the supervisor: %w", err)
	}
	defer file.Close()
	// However it ended, the supervisor knows more of it.
	_ = newConn(file, s).serve()
	return nil
}
