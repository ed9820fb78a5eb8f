package supervisor_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/supervisor"
)

// Output and wire: what a worker says is a stranger's word, and never too much.
func wireRows() []row {
	broken := always("protocol_error")
	return []row{
		{number: 33, what: "flood stdout", attempts: append(genomes("33_stdout_flood.go", "output_from_goroutine.go"),
			// Nobody reads the process's own: the pipe is full soon.
			native("flood stdout", always("timeout")))},
		{number: 34, what: "forge log lines", attempts: append(genomes("34_forged_log_lines.go"),
			attempt{name: "forge log", in: escaped(), ends: always("ok written"), try: forgeLog},
			native("flood stderr", always("timeout")),
			// It is a memory_limit that is its own.
			native("forge last words", always("memory_limit")),
		)},
		{number: 35, what: "long line", attempts: append(genomes("35_long_line.go"), native("long line", always("ok written")))},
		{number: 36, what: "huge reply", attempts: append(genomes("36_huge_result.go", "cyclic_result.go"),
			native("claim 2 GiB", broken),
			native("send too much", broken),
			native("reply forever", always("ok 1")), // the first is taken
			native("squeezed", broken),
			native("huge headers", broken),
		)},
		{number: 37, what: "flood the broker", inTurn: true, attempts: []attempt{
			flooding("flood streams", always("timeout|protocol_error")),
			flooding("flood pings", always("timeout|protocol_error")),
			flooding("flood settings", always("timeout|protocol_error")),
			flooding("flood continuations", always("timeout|protocol_error")),
			flooding("promise", always("timeout|protocol_error")),
			{name: "broker", ends: always("ok opened 0"), try: func(x *trial) string { return x.fake("broker", "F") }},
		}},
		{number: 38, what: "second handshake", attempts: []attempt{
			native("second handshake", always("ok written")),
			native("second handshake", always("ok written"), jail.Seccomp),
		}},
		{number: 39, what: "close the connection", attempts: []attempt{
			native("close connection", broken),
			// The run time cannot live without its poller.
			native("close descriptors", always("protocol_error|crashed")),
			native("go away", always("protocol_error|timeout")),
			native("noise", broken),
		}},
		{number: 40, what: "never answer", attempts: []attempt{
			native("never", always("timeout")),
			{name: "load", wall: soon(), ends: always("timeout"), try: func(x *trial) string { return x.fake("load-hang", "") }},
			{name: "handshake", ends: always("refused"), try: func(x *trial) string { return x.fake("silent", "") }},
		}},
		{number: 41, what: "exit between reply and acknowledgement", attempts: []attempt{
			{name: "exit after reply", in: escaped(), ends: always("ok kept, then crashed"), try: func(x *trial) string { return x.endsAfterReply("exit after reply") }},
			{name: "die after reply", in: escaped(), ends: always("ok kept, then syscall_denied"), try: func(x *trial) string { return x.endsAfterReply("die after reply") }},
		}},
		{number: 42, what: "link or FIFO in the place of an output", attempts: []attempt{
			native("mknod", always("syscall_denied")),
			native("symlink", always("syscall_denied")),
			native("mknod", always("ok EROFS"), jail.Seccomp, jail.Landlock),
			native("symlink", always("ok EROFS"), jail.Seccomp, jail.Landlock),
			// The one name that a supervisor takes from a worker is its socket's.
			{name: "socket is a FIFO", ends: always("refused"), try: func(x *trial) string { return x.fake("fifo", "") }},
			{name: "socket is a link", ends: always("refused"), try: func(x *trial) string { return x.fake("link", "") }},
		}},
	}
}

// forgeLog writes log lines that say that the supervisor lost. They are nowhere
// to be found.
func forgeLog(x *trial) string {
	events := x.dish.sup.Subscribe(1000)
	defer events.Close()
	b := x.sandbox()
	load(x, b, good)
	r := call(x, b, "forge log")
	if text := fmt.Sprintf("%+v %+v %+v", r, r.Error, b.Info()); strings.Contains(text, "lost") {
		x.Errorf("%s", text)
	}
	for len(events.Events()) > 0 {
		if e := <-events.Events(); strings.Contains(fmt.Sprintf("%+v", e), "lost") {
			x.Errorf("%+v", e)
		}
	}
	return ending(r)
}

// flooding is an attack that must not cost the supervisor more than a little.
func flooding(attack string, e ends) attempt {
	a := native(attack, e)
	a.try = func(x *trial) string {
		b := x.loaded()
		var most runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&most)
		heap, goroutines := most.HeapAlloc, runtime.NumGoroutine()
		done := make(chan struct{})
		watched := make(chan struct{})
		go func() {
			defer close(watched)
			for {
				select {
				case <-done:
					return
				case <-time.After(20 * time.Millisecond):
				}
				var now runtime.MemStats
				runtime.ReadMemStats(&now)
				most.HeapAlloc = max(most.HeapAlloc, now.HeapAlloc)
				if n := runtime.NumGoroutine(); n > goroutines+50 {
					x.Errorf("%d goroutines, %d before", n, goroutines)
					return
				}
			}
		}()
		got := x.call(b, attack)
		close(done)
		<-watched
		if grown := int64(most.HeapAlloc) - int64(heap); grown > 64<<20 {
			x.Errorf("the supervisor's heap grew by %d MiB", grown>>20)
		}
		return got
	}
	return a
}

// fake starts a supervisor whose worker is the test binary, which has not been
// sealed, and calls a function if there is one to be called.
func (x *trial) fake(name, function string) string {
	self, err := os.Executable()
	if err != nil {
		x.Fatal(err)
	}
	path := filepath.Join(x.TempDir(), hostilePrefix+name)
	if err := os.Symlink(self, path); err != nil {
		x.Fatal(err)
	}
	c := x.arena.config()
	c.WorkerPath = path
	c.StartTimeout = patient(30 * time.Second)
	if name == "silent" {
		c.StartTimeout = patient(time.Second) // it is waited for
	}
	c.Limits.Wall = x.wall
	sup, err := supervisor.New(c)
	if err != nil {
		x.Fatal(err)
	}
	defer func() {
		if err := sup.Close(testContext(x)); err != nil {
			x.Error(err)
		}
	}()
	begun := time.Now()
	b, err := sup.Create(testContext(x), x.id, supervisor.WithRestart(supervisor.NeverRestart()))
	if took := time.Since(begun); took > c.StartTimeout+lateness() {
		x.Errorf("Create took %v", took)
	}
	if errors.Is(err, supervisor.ErrSpawn) {
		x.Logf("refused: %v", err)
		return "refused"
	}
	if err != nil {
		x.Fatal(err)
	}
	r, err := b.HotReload(testContext(x), genome.FromString("candidate.go", good))
	if err != nil {
		x.Fatal(err)
	}
	if r.Verdict != supervisor.OK || function == "" {
		return ending(r)
	}
	return x.call(b, function)
}

// endsAfterReply calls a function whose worker ends with its reply.
func (x *trial) endsAfterReply(function string) string {
	b := x.sandbox(supervisor.WithRestart(supervisor.DefaultRestart()))
	load(x, b, good)
	got := x.call(b, function)
	for until := time.Now().Add(endurance()); b.Info().Death == nil; time.Sleep(time.Millisecond) {
		if time.Now().After(until) {
			return got + ", and its worker lives"
		}
	}
	info := afterRestart(x, b)
	if again := x.call(b, "work", 0); again != "ok 1" || info.Status != supervisor.StatusServing {
		x.Errorf("afterwards: %s, %+v", again, info)
	}
	return fmt.Sprintf("%s, then %s", got, info.Death.Verdict)
}
