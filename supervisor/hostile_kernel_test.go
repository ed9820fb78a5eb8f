package supervisor_test

import (
	"fmt"
	"net"
	"os"
	"runtime"
	"strings"

	"github.com/petri-lab/petri/jail"
)

// The kernel: what else it offers, and what leaks.
func kernelRows() []row {
	killed, refused := always("syscall_denied"), always("ok EPERM")
	return []row{
		{number: 54, what: "nested user namespace", attempts: natives(killed, "unshare user", "clone newuser", "unshare mount", "setns")},
		{number: 55, what: "io_uring", attempts: natives(killed, "io_uring_setup")},
		{number: 56, what: "odd sockets", attempts: natives(refused, "socket vsock", "socket netlink", "socket alg", "socket packet")},
		{number: 57, what: "keys", attempts: natives(killed, "keyctl", "add_key")},
		{number: 58, what: "lock a shared inode", attempts: natives(killed, "flock")},
		{number: 59, what: "abstract unix socket", attempts: []attempt{
			{name: "connect abstract", in: escaped(), ends: refused, try: connectAbstract},
			// The network namespace: the name does not exist in it.
			{name: "connect abstract without seccomp", in: escaped(jail.Seccomp, jail.Landlock), ends: always("ok ECONNREFUSED"), try: connectAbstract},
		}},
		{number: 60, what: "network", attempts: append(append(genomes("60_network.go"),
			natives(refused, "socket inet", "socket udp", "socket mptcp", "connect tcp")...),
			// Landlock, where it knows TCP (ABI 4); the network namespace.
			native("connect tcp", always("ok EACCES|ok ENETUNREACH"), jail.Seccomp),
			native("connect tcp", always("ok ENETUNREACH"), jail.Seccomp, jail.Landlock),
		)},
		{number: 61, what: "TIOCSTI", attempts: []attempt{
			native("ioctl TIOCSTI", killed),
			native("ioctl TIOCSTI", always("ok ENOTTY"), jail.Seccomp), // no terminal
		}},
		{number: 62, what: "calls by another door", attempts: foreignDoors()},
		{number: 63, what: "bpf, perf, userfaultfd", attempts: natives(killed, "bpf", "perf_event_open", "userfaultfd")},
		{number: 64, what: "memory that is written and run", attempts: natives(killed, "mmap w+x", "mprotect exec", "pkey_mprotect exec")},
		{number: 65, what: "read the environment", attempts: append(genomes("65_environment.go"),
			native("environment", always("ok ok")),
			withArgument("open", "/proc/self/environ", always("ok EACCES")),
			attempt{name: "from the start", in: escaped(), ends: always("only what was set"), try: environmentAtStart},
		)},
	}
}

// foreignDoors are an amd64 machine's; others have none, and there it is the
// filter's check of the architecture that any wrong number meets.
func foreignDoors() []attempt {
	probes := []string{"no such call"}
	if runtime.GOARCH == "amd64" {
		probes = append(probes, "int 0x80", "x32")
	}
	return natives(always("syscall_denied"), probes...)
}

// connectAbstract tries a socket that we listen on.
func connectAbstract(x *trial) string {
	name := fmt.Sprintf("petri-test-%d-%s", os.Getpid(), x.id)
	l, err := net.Listen("unix", "@"+name)
	if err != nil {
		x.Fatal(err)
	}
	defer l.Close()
	return x.probe("connect abstract", name)
}

// environmentAtStart looks at what the worker was started with: a genome that
// reads its own stack finds that.
func environmentAtStart(x *trial) string {
	const secret = "PETRI_TEST_SECRET"
	if err := os.Setenv(secret, "secret"); err != nil {
		x.Fatal(err)
	}
	defer os.Unsetenv(secret)
	names, found := strings.CutPrefix(x.probe("environment at start"), "ok ")
	if !found {
		return names
	}
	for name := range strings.FieldsSeq(names) {
		switch {
		case strings.HasPrefix(name, "PLUGIN_"), name == "PETRI_WORKER", name == "GOMAXPROCS", name == "GODEBUG":
		default:
			return "also " + name
		}
	}
	return "only what was set"
}
