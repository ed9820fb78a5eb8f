package supervisor_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hashicorp/go-plugin"
	"golang.org/x/sys/unix"
	"google.golang.org/grpc"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/ipc/petripb"
	"github.com/petri-lab/petri/ipc/wire"
	"github.com/petri-lab/petri/supervisor"
)

// The test binary plays a worker that has been taken over, when it is started
// under a name that begins with this.
const hostilePrefix = "hostile-"

// playHostile is the main function of such a worker.
func playHostile(name string) {
	dir := os.Getenv(plugin.EnvUnixSocketDir)
	switch name {
	case "silent":
		select {}
	case "quits":
		return
	case "garbage":
		fmt.Println("\x1b[2Jhello\x00there")
		select {}
	case "endless":
		for {
			os.Stdout.Write(bytes.Repeat([]byte("x"), 1<<16))
		}
	case "tcp":
		introduce("tcp|127.0.0.1:1|grpc")
		select {}
	case "elsewhere":
		introduce("unix|/run/elsewhere.sock|grpc")
		select {}
	case "above":
		introduce("unix|%s/../x.sock|grpc", dir)
		select {}
	case "certificate":
		introduce("unix|%s/x.sock|grpc|%s", dir, "MIIBkTCB+wIJAKHHIG11111111111111111111111111111111111111111111111")
		select {}
	case "fifo":
		if err := unix.Mkfifo(dir+"/x.sock", 0o777); err != nil {
			panic(err)
		}
		introduce("unix|%s/x.sock|grpc", dir)
		select {}
	case "link":
		if err := os.Symlink("real.sock", dir+"/x.sock"); err != nil {
			panic(err)
		}
		playServer("broker", dir+"/real.sock", dir+"/x.sock")
	case "broker":
		playServer("broker", dir+"/x.sock", dir+"/x.sock")
	case "netrpc":
		introduce("unix|%s/x.sock|netrpc", dir)
		select {}
	case "leaves":
		leaveOnSignals()
		playServer(name, dir+"/x.sock", dir+"/x.sock")
	default:
		playServer(name, dir+"/x.sock", dir+"/x.sock")
	}
}

// introduce writes the line of a handshake with the right versions before it.
func introduce(format string, args ...any) {
	fmt.Printf("1|%d|"+format+"\n", append([]any{wire.Version}, args...)...)
}

// leaveOnSignals makes the process exit with status 0 at SIGUSR1, and 3 at
// SIGUSR2.
func leaveOnSignals() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, unix.SIGUSR1, unix.SIGUSR2)
	go func() {
		if <-signals == unix.SIGUSR1 {
			os.Exit(0)
		}
		os.Exit(3)
	}()
}

// playServer serves a hostile worker by gRPC's own server. go-plugin's broker it
// has in its own way: without end.
func playServer(name, path, announced string) {
	l, err := net.Listen("unix", path)
	if err != nil {
		panic(err)
	}
	w := &hostileWorker{name: name}
	s := grpc.NewServer(grpc.UnknownServiceHandler(func(_ any, stream grpc.ServerStream) error {
		w.opened.Add(1)
		for stream.SendMsg(&petripb.PingReply{}) == nil {
		}
		return nil
	}))
	petripb.RegisterWorkerServer(s, w)
	introduce("unix|%s|grpc", announced)
	_ = s.Serve(l)
}

// hostileWorker answers Configure and the first Load as a sound worker would,
// and then does what its name says.
type hostileWorker struct {
	petripb.UnimplementedWorkerServer
	name   string
	opened atomic.Int32 // streams of services that are not the worker's
}

func (h *hostileWorker) Configure(context.Context, *petripb.ConfigureRequest) (*petripb.ConfigureReply, error) {
	return &petripb.ConfigureReply{}, nil
}

func (h *hostileWorker) Ping(context.Context, *petripb.PingRequest) (*petripb.PingReply, error) {
	if h.name == "ping-refuses" {
		return nil, errors.New("leave me alone")
	}
	return &petripb.PingReply{}, nil
}

func (h *hostileWorker) Stop(context.Context, *petripb.StopRequest) (*petripb.StopReply, error) {
	select {}
}

func (h *hostileWorker) Load(context.Context, *petripb.LoadRequest) (*petripb.LoadReply, error) {
	sound := &petripb.LoadReply{
		Outcome: &petripb.Outcome{Verdict: petripb.Verdict_VERDICT_OK},
		Modules: []*petripb.LoadedModule{{Name: "candidate", Unnamed: true}},
		Health:  &petripb.Health{Serving: true},
	}
	if strings.HasPrefix(h.name, "load-") {
		switch h.name {
		case "load-name":
			sound.Modules[0].Name = "../../etc"
		case "load-empty":
			return &petripb.LoadReply{}, nil
		case "load-verdict":
			sound.Outcome.Verdict = 77
		case "load-hang":
			select {}
		}
	}
	return sound, nil
}

// LoadAndCall answers as a sound worker would, but for what its name says.
func (h *hostileWorker) LoadAndCall(_ *petripb.LoadAndCallRequest, s grpc.ServerStreamingServer[petripb.CallReply]) error {
	loaded, _ := h.Load(s.Context(), nil)
	reply := &petripb.CallReply{
		Load:     loaded,
		Outcomes: []*petripb.Outcome{{Verdict: petripb.Verdict_VERDICT_OK, Value: []byte("1")}},
		Health:   &petripb.Health{Serving: true},
	}
	switch h.name {
	case "both-unasked":
		reply.Load = nil
	case "both-twice":
		if err := s.Send(&petripb.CallReply{Load: loaded}); err != nil {
			return err
		}
	case "both-verdict":
		reply.Load.Outcome.Verdict = 77
	case "both-failed":
		reply.Load.Outcome.Verdict = petripb.Verdict_VERDICT_LOAD_ERROR
	case "both-nothing":
		return nil
	case "both-many":
		reply.Outcomes = append(reply.Outcomes, &petripb.Outcome{Index: 1, Verdict: petripb.Verdict_VERDICT_OK})
	case "both-unhealthy":
		reply.Load.Health.Serving = false
	case "both-hang":
		select {}
	}
	return s.Send(reply)
}

func (h *hostileWorker) Call(r *petripb.CallRequest, s grpc.ServerStreamingServer[petripb.CallReply]) error {
	ok := &petripb.Outcome{Verdict: petripb.Verdict_VERDICT_OK, Value: []byte("1")}
	health := &petripb.Health{Serving: true}
	send := func(o ...*petripb.Outcome) error {
		return s.Send(&petripb.CallReply{Outcomes: o, Health: health})
	}
	switch h.name {
	case "family":
		child := exec.Command("/proc/self/exe")
		child.Args[0] = hostilePrefix + "silent"
		if err := child.Start(); err != nil {
			ok.Value = fmt.Appendf(nil, "%q", err)
		}
		return send(ok)
	case "leaves":
		if r.GetFunction() == "Wait" {
			select {}
		}
	case "broker":
		ok.Value = fmt.Appendf(nil, "\"opened %d\"", h.opened.Load())
		return send(ok)
	case "answer":
		ok.Value = []byte(`"ok \u001b[2J` + strings.Repeat("x", 1<<19) + `"`)
		return send(ok)
	case "large":
		ok.Value = bytes.Repeat([]byte("1"), 2<<20)
		return send(ok)
	case "output":
		ok.Stdout = bytes.Repeat([]byte("x"), 1<<20)
		return send(ok)
	case "index":
		ok.Index = 7
		return send(ok)
	case "many":
		return send(ok, &petripb.Outcome{Index: 1, Verdict: petripb.Verdict_VERDICT_OK})
	case "json":
		ok.Value = []byte("{not json")
		return send(ok)
	case "verdict":
		ok.Verdict = petripb.Verdict_VERDICT_UNSPECIFIED
		return send(ok)
	case "cancelled":
		ok.Verdict = petripb.Verdict_VERDICT_CANCELLED
		return send(ok)
	case "no-health":
		return s.Send(&petripb.CallReply{Outcomes: []*petripb.Outcome{ok}})
	case "nothing":
		return nil
	case "short":
		return s.Send(&petripb.CallReply{Health: health})
	case "empty":
		return s.Send(&petripb.CallReply{})
	case "flood": // empty messages without end
		for s.Send(&petripb.CallReply{}) == nil {
		}
		return nil
	case "usage":
		ok.WallNs, ok.CpuNs, ok.Steps = -5, 1<<62, -1
		return send(ok)
	case "text":
		return send(&petripb.Outcome{
			Verdict: petripb.Verdict_VERDICT_PANIC,
			Failure: &petripb.Failure{Message: strings.Repeat("long ", 1<<18)},
			Stderr:  []byte{0xff, 0xfe, 'x'},
		})
	case "lies":
		return send(&petripb.Outcome{Verdict: petripb.Verdict_VERDICT_NO_FUNCTION})
	}
	return send(ok)
}

// hostileWorkerPath is the binary of a worker that misbehaves.
func hostileWorkerPath(t *testing.T, name string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), hostilePrefix+name)
	if err := os.Symlink(self, path); err != nil {
		t.Fatal(err)
	}
	return path
}

// hostile is a supervisor whose workers misbehave: this binary, which takes its
// time to start where the race detector is in it. What hangs is waited for.
func hostile(t *testing.T, name string) *supervisor.Supervisor {
	t.Helper()
	wall := time.Minute
	if strings.HasSuffix(name, "-hang") {
		wall = 500 * time.Millisecond
	}
	return newSupervisor(t, supervisor.Config{
		WorkerPath:   hostileWorkerPath(t, name),
		StartTimeout: 30 * time.Second,
		Limits:       supervisor.Limits{Wall: wall},
	})
}

func TestHostileHandshake(t *testing.T) {
	for _, name := range []string{"silent", "quits", "garbage", "endless", "tcp", "elsewhere", "above", "certificate", "netrpc"} {
		t.Run(name, func(t *testing.T) {
			sup := newSupervisor(t, supervisor.Config{WorkerPath: hostileWorkerPath(t, name), StartTimeout: 5 * time.Second})
			begun := time.Now()
			_, err := sup.Create(testContext(t), "a")
			wantErr(t, err, supervisor.ErrSpawn)
			if took := time.Since(begun); took > 40*time.Second {
				t.Errorf("took %v", took)
			}
			if strings.ContainsAny(err.Error(), "\x1b\x00") {
				t.Errorf("the error repeats control characters: %q", err)
			}
		})
	}
}

func TestHostileWorker(t *testing.T) {
	for name, want := range map[string]supervisor.Verdict{
		"large": supervisor.ProtocolError, "output": supervisor.ProtocolError,
		"index": supervisor.ProtocolError, "empty": supervisor.ProtocolError, "short": supervisor.ProtocolError, "json": supervisor.ProtocolError,
		"verdict": supervisor.ProtocolError, "cancelled": supervisor.ProtocolError,
		"nothing": supervisor.ProtocolError, "flood": supervisor.ProtocolError,
		"text": supervisor.Panicked, "usage": supervisor.OK,
		// What was answered in full before the nonsense stands.
		"many": supervisor.OK, "no-health": supervisor.OK,
	} {
		t.Run(name, func(t *testing.T) {
			sup := hostile(t, name)
			b := create(t, sup, "a")
			load(t, b, good)
			begun := time.Now()
			r := call(t, b, "F")
			if took := time.Since(begun); took > 40*time.Second {
				t.Errorf("took %v", took)
			}
			if r.Verdict != want {
				t.Fatalf("%s %+v, want %s", r.Verdict, r.Error, want)
			}
			if r.Error != nil && len(r.Error.Message) > 10<<10 {
				t.Errorf("a message of %d bytes", len(r.Error.Message))
			}
			if u := r.Usage; u.Wall < 0 || u.CPU < 0 || u.CPU > time.Minute || u.Steps < 0 {
				t.Errorf("usage %+v", u)
			}
			broke := want == supervisor.ProtocolError || name == "many" || name == "no-health"
			if d := afterRestart(t, b).Death; broke && (d == nil || d.Verdict != supervisor.ProtocolError) {
				t.Errorf("on record: %+v", d)
			}
		})
	}
}

func TestHostileLoad(t *testing.T) {
	for name, want := range map[string]supervisor.Verdict{
		"load-name": supervisor.ProtocolError, "load-empty": supervisor.ProtocolError,
		"load-verdict": supervisor.ProtocolError, "load-hang": supervisor.Timeout,
	} {
		t.Run(name, func(t *testing.T) {
			sup := hostile(t, name)
			b := create(t, sup, "a")
			r, err := b.HotReload(testContext(t), genome.FromString("candidate.go", good))
			if err != nil || r.Verdict != want {
				t.Fatalf("%+v %v, want %s", r, err, want)
			}
		})
	}
}
