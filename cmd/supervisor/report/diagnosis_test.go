package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/supervisor"
)

// diagnosis has every shape of line.
func diagnosis() *supervisor.Diagnosis {
	return &supervisor.Diagnosis{
		Worker: "/opt/worker",
		Guarantees: []supervisor.Proof{
			{Guarantee: jail.MemoryCapped, Mechanism: "cgroup+rlimit_data", Proved: true, Probes: []supervisor.Probe{
				{Name: "heap", Tried: "allocates 256 MiB, limit 32 MiB", Happened: "passed its memory limit", Verdict: supervisor.MemoryLimit, Held: true},
			}},
			{Guarantee: jail.NoFiles, Mechanism: "mntns", Probes: []supervisor.Probe{
				{Name: "read", Tried: "reads /etc/passwd", Happened: "refused: EACCES", Verdict: supervisor.OK, Held: true},
				{Name: "climb", Tried: "reads ../etc/passwd", Happened: "got through: \x1b[2J\u009b 12 bytes", Verdict: supervisor.OK},
				{Name: "symlink", Tried: "reads a link", Error: "sandbox did not start"},
			}},
			{Guarantee: jail.SyscallsLimited, Mechanism: jail.None},
		},
		Missing: []jail.Unmet{{Guarantee: jail.SyscallsLimited, Tried: "seccomp", Found: "not\nthere", Remedy: "a kernel with it"}},
		Better: []jail.Unmet{
			{Guarantee: jail.MemoryCapped, Tried: "the controller memory", Found: "no delegation", Remedy: "delegate"},
			{Guarantee: jail.CPUCapped, Tried: "the controller cpu", Found: "no delegation", Remedy: "delegate"},
			{Guarantee: jail.TreeDies, Tried: "pidns", Found: "turned off"},
		},
	}
}

func TestDiagnosisTable(t *testing.T) {
	for _, width := range []int{0, 80, 200} {
		var b bytes.Buffer
		if err := Diagnosis(&b, Table, width, diagnosis()); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		for _, want := range []string{
			"cgroup+", "rlimit_data", "memory_limit", "NO", " ?", "no result", `\x1b[2J\x9b`, "3 guarantees: 1 proved, 2 not",
			"Not proved:\n  syscalls (seccomp)\n    found: not; there\n    remedy: a kernel with it\n",
			"Could be better:\n  memory (the controller memory), cpu (the controller cpu)\n    found: no delegation\n    remedy: delegate\n" +
				"  tree (pidns)\n    found: turned off\n",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("width %d: %q is missing in\n%s", width, want, text)
			}
		}
		table, _, _ := strings.Cut(text, "\n\n")
		for line := range strings.Lines(table) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > max(width, 80) && n > DefaultWidth {
				t.Errorf("width %d: a line of %d characters: %q", width, n, line)
			}
		}
	}
}

func TestDiagnosisJSON(t *testing.T) {
	var b bytes.Buffer
	if err := Diagnosis(&b, JSON, 0, diagnosis()); err != nil {
		t.Fatal(err)
	}
	if bytes.ContainsAny(b.Bytes(), "\x1b\u009b") {
		t.Errorf("control characters in %q", b.String())
	}
	var d struct {
		Proved *bool
		supervisor.Diagnosis
	}
	if err := json.Unmarshal(b.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	if d.Proved == nil || *d.Proved || len(d.Guarantees) != 3 || d.Guarantees[1].Probes[1].Happened != diagnosis().Guarantees[1].Probes[1].Happened || len(d.Better) != 3 {
		t.Errorf("%+v", d)
	}
}
