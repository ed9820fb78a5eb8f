package supervisor

import (
	"syscall"
	"testing"

	"github.com/petri-lab/petri/cgroup"
	"github.com/petri-lab/petri/jail"
)

// Who refused a worker another thread: its own limit or the host. Without a
// controller that counts, the limit is believed.
func TestWhoRefusedAThread(t *testing.T) {
	exit := jail.Exit{Status: syscall.WaitStatus(2 << 8)}
	words := []byte("runtime: failed to create new OS thread (have 9 already; errno=11)\n")
	counted := func(n uint64) *cgroup.Last {
		return &cgroup.Last{Counts: cgroup.Counts{Pids: &cgroup.PidsCounts{Max: n}}}
	}
	for name, tc := range map[string]struct {
		last *cgroup.Last
		want Verdict
	}{
		"no cgroup":     {nil, ProcessLimit},
		"no controller": {&cgroup.Last{}, ProcessLimit},
		"its own":       {counted(1), ProcessLimit},
		"the host's":    {counted(0), InfraError},
	} {
		if d := explain(nil, exit, tc.last, words); d.verdict != tc.want {
			t.Errorf("%s: %s %s, want %s", name, d.verdict, d.message, tc.want)
		}
	}
}
