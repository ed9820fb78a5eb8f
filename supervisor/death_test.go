package supervisor

import (
	"strings"
	"syscall"
	"testing"
	"unicode"

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

// A worker's last words may be anything. Positions in them are taken if they
// are whole, and end where the run time's own trace begins.
func TestDeathTrace(t *testing.T) {
	const at = "\tat candidate candidate.F (f.go:3:2)\n"
	for text, want := range map[string]int{
		"panic: x\n" + at + at + "\ngoroutine 7 [running]:\n" + at:                      2,
		"panic: x\n\ngoroutine 7 [running]:\n" + at:                                     0,
		"panic: x\n\tat candidate F (f.go:3)\n\tat a b (f.go:99999999999999999999:1)\n": 0,
		"at candidate candidate.F (f.go:3:2)\n":                                         0,
		"panic: x\n\tat " + strings.Repeat("a", 600) + " f (f.go:1:1)\n":                0,
		"\tat a\x1b[31m f (f.go:1:1)\n":                                                 1,
		strings.Repeat(at, 500):                                                         maxTrace,
		"":                                                                              0,
	} {
		trace := deathTrace([]byte(text))
		if len(trace) != want {
			t.Errorf("%.80q: %d functions, want %d", text, len(trace), want)
		}
		for _, f := range trace {
			if strings.ContainsFunc(f.module+f.function+f.file, unicode.IsControl) || f.line <= 0 || f.column <= 0 {
				t.Errorf("%.80q: %+v", text, f)
			}
		}
	}
}
