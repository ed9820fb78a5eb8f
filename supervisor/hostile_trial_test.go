package supervisor_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

// A trial is one attempt as it is made.
type trial struct {
	*testing.T
	arena   *arena
	dish    *dish
	id      string
	wall    time.Duration
	trusted bool // genomes may use all that there is
	limits  supervisor.Limits
}

// attempt makes an attempt and compares how it ended.
func (a *arena) attempt(t *testing.T, at attempt) {
	x := &trial{T: t, arena: a, dish: a.dishes[at.in], wall: at.wall}
	if x.wall == 0 {
		x.wall = late()
	}
	// An id of its own, of the letters that one may have.
	x.id = strings.Map(func(r rune) rune {
		if strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789", r) {
			return r
		}
		return '-'
	}, strings.ToLower(at.name))
	x.id = "x-" + x.id[:min(len(x.id), 40)]
	got := at.try(x)
	t.Logf("ended with: %.200s", got)
	at.ends.check(t, a.host, got)
	x.onRecord(got)
}

// onRecord checks that what ended so in a sandbox of the dish is in its audit.
func (x *trial) onRecord(got string) {
	x.Helper()
	records := x.dish.sup.Audit().Records(supervisor.AuditFilter{Sandbox: x.id})
	if len(records) == 0 {
		return // the attempt had a dish of its own, or no sandbox
	}
	word, _, _ := strings.Cut(got, " ")
	want := map[supervisor.Verdict]supervisor.AuditKind{
		supervisor.Denied: supervisor.AuditDenied, supervisor.SyscallDenied: supervisor.AuditSyscall,
		supervisor.ProtocolError: supervisor.AuditProtocol, supervisor.Crashed: supervisor.AuditDeath,
		supervisor.MemoryLimit: supervisor.AuditLimit, supervisor.ProcessLimit: supervisor.AuditLimit, supervisor.CPULimit: supervisor.AuditLimit,
	}
	if !x.trusted { // whose level leaves out what workers survive
		for _, v := range []supervisor.Verdict{supervisor.Timeout, supervisor.StepLimit, supervisor.OutputLimit} {
			want[v] = supervisor.AuditLimit
		}
	}
	kind, ok := want[supervisor.Verdict(word)]
	if ok && !slices.ContainsFunc(records, func(r supervisor.AuditRecord) bool {
		return r.Kind == kind && r.Verdict == supervisor.Verdict(word)
	}) {
		x.Errorf("no %s of %s is on record: %+v", kind, word, records)
	}
}

// sandbox makes a sandbox in the dish. It is destroyed when the attempt ends;
// nobody brings it back before.
func (x *trial) sandbox(opts ...supervisor.Option) *supervisor.Sandbox {
	x.Helper()
	limits := x.limits
	limits.Wall = x.wall
	profile := genome.Standard()
	if x.trusted {
		profile = genome.Trusted()
	}
	b := create(x, x.dish.sup, x.id, append([]supervisor.Option{
		supervisor.WithLimits(limits), supervisor.WithProfile(profile), supervisor.WithRestart(supervisor.NeverRestart()),
	}, opts...)...)
	x.Cleanup(func() {
		begun := time.Now()
		if err := b.Destroy(testContext(x)); err != nil && !errors.Is(err, supervisor.ErrDestroyed) {
			x.Errorf("Destroy: %v", err)
		}
		if took := time.Since(begun); took > endurance() {
			x.Errorf("Destroy took %v", took)
		}
	})
	return b
}

// loaded makes a sandbox in which the sound genome serves, whatever limit of
// time the attempt is to meet then.
func (x *trial) loaded() *supervisor.Sandbox {
	x.Helper()
	wall := x.wall
	x.wall = late()
	b := x.sandbox()
	x.wall = wall
	load(x, b, good)
	b.SetWall(wall)
	return b
}

// genome loads the genome in a file and calls its Run.
func (x *trial) genome(path string) string {
	x.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		x.Fatal(err)
	}
	return x.source("candidate.go", string(text))
}

func (x *trial) source(name, text string) string {
	x.Helper()
	b := x.sandbox()
	begun := time.Now()
	r, err := b.HotReload(testContext(x), genome.FromString(name, text))
	x.inTime(begun)
	if err != nil {
		return err.Error()
	}
	if r.Verdict != supervisor.OK {
		return ending(r)
	}
	return x.call(b, "Run")
}

// probe lets a worker that has been taken over do something.
func (x *trial) probe(function string, args ...any) string {
	x.Helper()
	return x.call(x.loaded(), function, args...)
}

// call calls a function and says how that ended, in time.
func (x *trial) call(b *supervisor.Sandbox, function string, args ...any) string {
	x.Helper()
	begun := time.Now()
	r, err := b.Call(testContext(x), function, args)
	x.inTime(begun)
	if err != nil {
		return err.Error()
	}
	return ending(r)
}

// inTime checks that a reply came when it had to.
func (x *trial) inTime(begun time.Time) {
	x.Helper()
	if took := time.Since(begun); took > x.wall+lateness() {
		x.Errorf("the reply came after %v, with a limit of %v", took, x.wall)
	}
}

// ending is a result in a word or two: its verdict, and a value that it has.
func ending(r *supervisor.Result) string {
	if r.Verdict != supervisor.OK {
		return fmt.Sprintf("%s (%s)", r.Verdict, r.Error.Message)
	}
	if len(r.Value) == 0 {
		return string(r.Verdict)
	}
	var text string
	if json.Unmarshal(r.Value, &text) != nil {
		text = string(r.Value)
	}
	return fmt.Sprintf("%s %s", r.Verdict, text)
}

// set writes a cgroup's file.
func set(t testing.TB, dir, file, value string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, file), []byte(value), 0); err != nil {
		t.Fatal(err)
	}
}
