package main

import (
	"strings"
	"testing"
)

func TestVerdict(t *testing.T) {
	flat := func(state string, cycles int) look {
		k := look{state: state, cycles: cycles}
		for r := range k.held {
			k.held[r] = 10
		}
		return k
	}
	l := ledger{[]look{flat("idle", 100), flat("closed", 100), flat("idle", 900), flat("closed", 900)}}
	if err := l.verdict(); err != nil {
		t.Error(err)
	}
	l.looks[2].held[threads] += 16 // are kept
	l.looks[2].held[resident] += 16 << 10
	if err := l.verdict(); err != nil {
		t.Error(err)
	}
	for r, name := range resourceNames() {
		grown := ledger{append([]look{}, l.looks...)}
		grown.looks[3].held[r] += slack(r, 10) + 1
		if err := grown.verdict(); err == nil || !strings.Contains(err.Error(), "closed: "+name+" grew from 10 after 100 cycles to ") {
			t.Errorf("%s grew: %v", name, err)
		}
	}
	if err := (&ledger{l.looks[:2]}).verdict(); err == nil || !strings.Contains(err.Error(), "one round only") {
		t.Errorf("one round: %v", err)
	}
}

func TestCount(t *testing.T) {
	held, err := count("no-supervisor-has-this-name", t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []int{descriptors, goroutines, threads, mounts, resident} {
		if held[r] < 1 {
			t.Errorf("%s: %d", resourceNames()[r], held[r])
		}
	}
	if held[cgroups] != 0 || held[files] != 1 {
		t.Errorf("%v", held)
	}
}
