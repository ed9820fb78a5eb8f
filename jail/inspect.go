package jail

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Inspect looks at a living worker from outside, by /proc, and returns the
// layers of a plan that are not in force on every one of its threads, each
// with what was seen. What /proc does not show (Landlock, rlimit_nproc's
// reach) it does not judge. It needs the right to look into the process.
func Inspect(pid int, p Plan) (missing map[Layer]string, err error) {
	missing = map[Layer]string{}
	for _, ns := range namespaces() {
		if !p.Has(ns.layer) {
			continue
		}
		theirs, err := os.Readlink(fmt.Sprintf("/proc/%d/ns/%s", pid, ns.proc))
		if err != nil {
			return nil, err
		}
		ours, err := os.Readlink("/proc/self/ns/" + ns.proc)
		if err != nil {
			return nil, err
		}
		if ours == theirs {
			missing[ns.layer] = "shares " + ours + " with its supervisor"
		}
	}
	tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/status", pid))
	if err != nil {
		return nil, err
	}
	if len(tasks) == 0 {
		return nil, fmt.Errorf("process %d: no threads", pid)
	}
	for _, task := range tasks {
		text, err := os.ReadFile(task)
		if err != nil {
			return nil, err
		}
		inspectThread(text, p, missing)
	}
	return missing, nil
}

// inspectThread judges one thread by its /proc/PID/task/TID/status.
func inspectThread(status []byte, p Plan, missing map[Layer]string) {
	const noCapability = "0000000000000000"
	want := map[string]string{}
	layers := map[string]Layer{}
	expect := func(l Layer, value string, keys ...string) {
		if !p.Has(l) {
			return
		}
		for _, k := range keys {
			want[k], layers[k] = value, l
		}
	}
	expect(Capabilities, noCapability, "CapInh", "CapPrm", "CapEff", "CapAmb")
	expect(BoundingSet, noCapability, "CapBnd")
	expect(Capabilities, "1", "NoNewPrivs")
	expect(Seccomp, "2", "Seccomp")
	for line := range bytes.Lines(status) {
		key, value, _ := strings.Cut(string(line), ":")
		if w, ok := want[key]; ok && strings.TrimSpace(value) != w {
			missing[layers[key]] = strings.TrimSpace(string(line))
		}
	}
	if p.Has(DistinctUID) {
		if uid := uidLine(status); strings.HasPrefix(uid, "0 ") {
			missing[DistinctUID] = "Uid: " + uid
		}
	}
}

func uidLine(status []byte) string {
	for line := range bytes.Lines(status) {
		if key, value, _ := strings.Cut(string(line), ":"); key == "Uid" {
			return strings.Join(strings.Fields(value), " ")
		}
	}
	return ""
}
