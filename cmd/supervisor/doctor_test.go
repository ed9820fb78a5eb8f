package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/petri-lab/petri/cgroup"
	"github.com/petri-lab/petri/internal/testvm"
	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/supervisor"
)

// findings is a diagnosis of one guarantee.
func findings(mechanism string, probes ...supervisor.Probe) *supervisor.Diagnosis {
	proved := mechanism != jail.None
	for _, p := range probes {
		proved = proved && p.Held
	}
	return &supervisor.Diagnosis{Guarantees: []supervisor.Proof{{
		Guarantee: jail.NoFiles, Mechanism: mechanism, Proved: proved, Probes: probes,
	}}}
}

func TestDoctorExitStatuses(t *testing.T) {
	held := supervisor.Probe{Tried: "reads x", Happened: "refused: EACCES", Held: true}
	through := supervisor.Probe{Tried: "reads y", Happened: "got through"}
	failed := supervisor.Probe{Tried: "reads z", Error: "no descriptors left"}
	for name, c := range map[string]struct {
		d      *supervisor.Diagnosis
		err    error
		code   int
		stdout string
		stderr string
	}{
		"proved":          {d: findings("mntns", held), stdout: "1 proved"},
		"none":            {d: findings(jail.None, held), code: 3, stdout: "0 proved"},
		"through":         {d: findings("mntns", held, through), code: 3, stdout: "NO"},
		"no result":       {d: findings("mntns", held, failed), code: 4, stdout: "no descriptors left"},
		"through, failed": {d: findings("mntns", through, failed), code: 3, stdout: "NO"},
		"no worker":       {err: fmt.Errorf("%w: x", supervisor.ErrWorkerNotFound), code: 2, stderr: "not found"},
		"no start":        {err: fmt.Errorf("%w: \x1b[2J", supervisor.ErrSpawn), code: 4, stderr: `\x1b[2J`},
	} {
		t.Run(name, func(t *testing.T) {
			b := newTester(t)
			b.app.diagnose = func(_ context.Context, got supervisor.Config) (*supervisor.Diagnosis, error) {
				if got.WorkerPath != "/the/worker" {
					t.Errorf("%+v", got)
				}
				return c.d, c.err
			}
			if code := b.run(soon(t), "doctor", "--worker", "/the/worker"); code != c.code {
				t.Errorf("exit status %d, want %d", code, c.code)
			}
			if !strings.Contains(b.stdout.String(), c.stdout) || !strings.Contains(b.stderr.String(), c.stderr) {
				t.Errorf("stdout %q, stderr %q; want %q, %q", b.stdout.String(), b.stderr.String(), c.stdout, c.stderr)
			}
		})
	}
}

func TestDoctorInterrupted(t *testing.T) {
	b := newTester(t)
	ctx, cancel := context.WithCancelCause(soon(t))
	b.app.diagnose = func(ctx context.Context, _ supervisor.Config) (*supervisor.Diagnosis, error) {
		cancel(errors.New("interrupt"))
		<-ctx.Done()
		return nil, ctx.Err()
	}
	if code := b.run(ctx, "doctor"); code != exitInterrupted || !strings.Contains(b.stderr.String(), "interrupt") {
		t.Errorf("exit status %d, stderr %q", code, b.stderr.String())
	}
}

// The real thing: this host gives every guarantee, as the tests need it to.
func TestDoctorCommand(t *testing.T) {
	if testvm.Here() {
		// The command needs a cgroup without other processes, such as this one.
		tree, err := cgroup.NewTree(soon(t), cgroup.Options{Name: "test"})
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := tree.Close(soon(t)); err != nil {
				t.Error(err)
			}
		}()
	}
	p, code := run(t, "doctor")
	t.Logf("exit status %d\n%s%s", code, p.stdout.String(), p.stderr.String())
	if code != exitOK || !strings.Contains(p.stdout.String(), "8 guarantees: 8 proved, 0 not") {
		t.Errorf("exit status %d", code)
	}
	p, code = run(t, "doctor", "--format", "json")
	var d struct {
		Proved bool
		supervisor.Diagnosis
	}
	if err := json.Unmarshal(p.stdout.Bytes(), &d); err != nil || code != exitOK || !d.Proved || len(d.Guarantees) != len(jail.Guarantees()) {
		t.Fatalf("exit status %d, %v, %+v", code, err, d)
	}
	for _, g := range d.Guarantees[:4] {
		if testvm.Here() && !strings.HasPrefix(g.Mechanism, "cgroup+") {
			t.Errorf("%s: %s", g.Guarantee, g.Mechanism)
		}
	}
	if _, code := run(t, "doctor", "--worker", "/bin/true"); code != exitInfra {
		t.Errorf("with a worker that is none: exit status %d", code)
	}
}
