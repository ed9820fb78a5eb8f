package cgroup_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/petri-lab/petri/cgroup"
)

func TestMemoryLimitKills(t *testing.T) {
	tree := newTree(t)
	need(t, tree, cgroup.Memory)
	leaf := newLeaf(t, tree, "one", cgroup.Limits{Memory: 32 << 20})
	p := start(t, leaf, "eat")
	c, err := leaf.Await(testContext(t), func(c cgroup.Counts) bool { return c.OOMKilled() })
	if err != nil {
		t.Fatal(err)
	}
	if c.Memory.OOM < 1 || c.Memory.Max < 1 {
		t.Errorf("counts: %+v", *c.Memory)
	}
	<-p.done
	if got := p.ProcessState.String(); !strings.Contains(got, "killed") {
		t.Errorf("process: %s, said %q", got, p.line(t))
	}
	last, err := leaf.Close(testContext(t))
	if err != nil || !last.Counts.OOMKilled() || last.Counts.PidsRefused() {
		t.Errorf("last figures: %+v, %v", last, err)
	}
	if peak := last.Usage.PeakMemory; peak.Known && (peak.Value < 16<<20 || peak.Value > 33<<20) {
		t.Errorf("peak %d", peak.Value)
	}
}

func TestPidsLimitRefuses(t *testing.T) {
	tree := newTree(t)
	need(t, tree, cgroup.Pids)
	leaf := newLeaf(t, tree, "one", cgroup.Limits{Pids: 32})
	p := start(t, leaf, "threads")
	if _, err := leaf.Await(testContext(t), func(c cgroup.Counts) bool { return c.PidsRefused() }); err != nil {
		t.Fatal(err)
	}
	<-p.done
	if code := p.ProcessState.ExitCode(); code != 2 {
		t.Errorf("exit status %d, said %q", code, p.line(t))
	}
	last, err := leaf.Close(testContext(t))
	if err != nil || !last.Counts.PidsRefused() || last.Counts.OOMKilled() {
		t.Errorf("last figures: %+v, %v", last, err)
	}
}

func TestCPULimitThrottles(t *testing.T) {
	tree := newTree(t)
	need(t, tree, cgroup.CPU)
	leaf := newLeaf(t, tree, "one", cgroup.Limits{CPU: 0.1})
	start(t, leaf, "spin").line(t)
	before, err := leaf.Usage()
	if err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	time.Sleep(2 * time.Second)
	after, err := leaf.Usage()
	if err != nil {
		t.Fatal(err)
	}
	share := float64(after.CPU-before.CPU) / float64(time.Since(begun))
	t.Logf("share of a processor: %.3f", share)
	if share > 0.2 {
		t.Errorf("share of a processor: %.3f, limit 0.1", share)
	}
}

func TestLimitsChangeWhileRunning(t *testing.T) {
	tree := newTree(t)
	for _, c := range []cgroup.Controller{cgroup.Memory, cgroup.Pids, cgroup.CPU} {
		need(t, tree, c)
	}
	leaf := newLeaf(t, tree, "one", cgroup.Limits{})
	wantFiles(t, leaf, map[string]string{"memory.max": "max", "pids.max": "max", "cpu.max": "max 100000", "memory.oom.group": "1"})
	start(t, leaf, "wait").line(t)
	if err := leaf.Set(cgroup.Limits{Memory: 64 << 20, Pids: 20, CPU: 1.5}); err != nil {
		t.Fatal(err)
	}
	wantFiles(t, leaf, map[string]string{"memory.max": "67108864", "pids.max": "20", "cpu.max": "150000 100000",
		"memory.oom.group": "1", "cgroup.max.descendants": "0"})
	if swap, err := os.ReadFile(filepath.Join(leaf.Dir(), "memory.swap.max")); err == nil && string(swap) != "0\n" {
		t.Errorf("swap %q", swap)
	}
	if err := leaf.Set(cgroup.Limits{Memory: 1}); !errors.Is(err, cgroup.ErrBadLimit) {
		t.Errorf("got %v", err)
	}
	wantFiles(t, leaf, map[string]string{"memory.max": "67108864"})
	if err := leaf.Set(cgroup.Limits{}); err != nil {
		t.Fatal(err)
	}
	wantFiles(t, leaf, map[string]string{"memory.max": "max", "pids.max": "max", "cpu.max": "max 100000"})
}

func wantFiles(t *testing.T, leaf *cgroup.Leaf, files map[string]string) {
	t.Helper()
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(leaf.Dir(), name))
		if err != nil || strings.TrimSpace(string(got)) != want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, want)
		}
	}
}

// TestMissingControllers is for hosts without: nothing is dropped silently.
func TestMissingControllers(t *testing.T) {
	tree := newTree(t)
	have := tree.Controllers()
	for c, lim := range map[cgroup.Controller]cgroup.Limits{
		cgroup.Memory: {Memory: 64 << 20}, cgroup.Pids: {Pids: 64}, cgroup.CPU: {CPU: 1},
	} {
		leaf, err := tree.NewLeaf(string(c), lim)
		if have.Has(c) {
			if err != nil {
				t.Error(err)
			}
			continue
		}
		if !errors.Is(err, cgroup.ErrBadLimit) || !errors.Is(err, have[c].(*cgroup.Problem).Kind) {
			t.Errorf("%s: leaf %v, error %v", c, leaf, err)
		}
		if !strings.Contains(err.Error(), "remedy") {
			t.Errorf("no remedy: %v", err)
		}
	}
	t.Logf("missing here: %v", have.Missing())
}
