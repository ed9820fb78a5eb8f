package jail

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/internal/testdoc"
)

const securityDoc = "../docs/security.md"

func TestDocumentedGuarantees(t *testing.T) {
	cgroups := map[Guarantee]string{
		MemoryCapped:    "`memory.max`, no swap, `memory.oom.group`",
		ProcessesCapped: "`pids.max`",
		CPUCapped:       "`cpu.max`: two processors at a time",
		TreeDies:        "`cgroup.kill`",
	}
	code := func(names []string) string {
		if len(names) == 0 {
			return ""
		}
		return "`" + strings.Join(names, "`, `") + "`"
	}
	layers := func(ls []Layer) string {
		var names []string
		for _, l := range ls {
			names = append(names, string(l))
		}
		return code(names)
	}
	var rows [][]string
	for _, g := range Guarantees() {
		d := deliveries()[g]
		rows = append(rows, []string{"`" + string(g) + "`", cgroups[g], code(d.always), layers(d.each), layers(d.support)})
	}
	testdoc.Section(t, securityDoc, "guarantees", testdoc.Table(
		[]string{"guarantee", "by the worker's cgroup", "always there", "any of these layers", "helped by"}, rows))
}

// The rules stand in rules.go in the order in which the filter has them.
func TestDocumentedCalls(t *testing.T) {
	source, err := os.ReadFile("rules.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range regexp.MustCompile(`unix\.SYS_([A-Z0-9_]+)|\bfstatat\b`).FindAllStringSubmatch(string(source), -1) {
		name := strings.ToLower(m[1])
		if name == "" {
			name = "newfstatat"
		}
		names = append(names, name)
	}
	rules := seccompRules(1)
	if len(names) != len(rules) {
		t.Fatalf("%d names for %d rules: %v", len(names), len(rules), names)
	}
	answers := map[string][]string{}
	var order []string
	for i, r := range rules {
		answer := "is answered"
		if r.action != unix.SECCOMP_RET_ALLOW {
			answer = "fails with " + unix.ErrnoName(unix.Errno(r.action&unix.SECCOMP_RET_DATA))
		} else if len(r.when) > 0 {
			answer = "is answered with the arguments that Go's run time uses, else kills"
			if r.otherwise != unix.SECCOMP_RET_KILL_PROCESS {
				answer = fmt.Sprintf("is answered with one argument, else fails with %s", unix.ErrnoName(unix.Errno(r.otherwise&unix.SECCOMP_RET_DATA)))
			}
		}
		if answers[answer] == nil {
			order = append(order, answer)
		}
		answers[answer] = append(answers[answer], names[i])
	}
	rows := [][]string{}
	for _, answer := range order {
		rows = append(rows, []string{"`" + strings.Join(answers[answer], "`, `") + "`", answer})
	}
	rows = append(rows, []string{"every other one, any of another architecture, any of the x32 ABI", "kills the process (`syscall_denied`)"})
	testdoc.Section(t, securityDoc, "system calls", testdoc.Table([]string{"system calls", "what becomes of them"}, rows))
}

func TestEveryLayerIsDocumented(t *testing.T) {
	text, err := os.ReadFile(securityDoc)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range Layers() {
		if !strings.Contains(string(text), "\n| `"+string(l)+"` |") {
			t.Errorf("%s has no row for layer %s", securityDoc, l)
		}
	}
}
