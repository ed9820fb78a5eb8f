package worker

import (
	"testing"
	"time"

	"github.com/petri-lab/petri/ipc/wire"
)

// long makes it so that a worker was used last long ago.
func long(w *Worker) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.rest.used = time.Now().Add(-time.Hour)
}

func TestRest(t *testing.T) {
	e := &fakeEngine{funcs: map[string]func(*fakeProgram){"Return": func(*fakeProgram) {}}}
	w := serving(t, e)
	held := func() bool {
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.runner != nil && len(w.vetted.kept) > 0
	}
	armed := func() bool {
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.rest.armed
	}
	garbage := make([]byte, firstRestGain+restGain)
	garbage[0] = 1

	w.restIfIdle()
	if !held() || !armed() {
		t.Error("it rested when it had just been used")
	}
	long(w)
	w.restIfIdle()
	if held() || armed() {
		t.Error("it did not rest")
	}
	w.restIfIdle() // what goes off late
	if armed() {
		t.Error("it wakes although nothing came")
	}

	// Used again, it has gained nothing since that would be worth a rest.
	callIt(t, w, "Return", 1)
	reload(t, w)
	if !held() || !armed() {
		t.Error("it is not as before")
	}
	w.mu.Lock()
	w.rest.left = 1 << 40
	w.mu.Unlock()
	long(w)
	w.restIfIdle()
	if !held() || armed() {
		t.Error("it rested for nothing")
	}

	callIt(t, w, "Return", 1)
	w.Close()
	long(w)
	w.restIfIdle()
	if armed() {
		t.Error("a closed one wakes")
	}
	_ = garbage[0]
}

// Its own timer brings it to rest, once, however often it is used.
func TestRestComesByItself(t *testing.T) {
	e := &fakeEngine{funcs: map[string]func(*fakeProgram){"Return": func(*fakeProgram) {}}}
	w := serving(t, e)
	for range 100 {
		callIt(t, w, "Return", 1)
	}
	deadline := time.Now().Add(wire.RestAfter + time.Minute)
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	for range look.C {
		w.mu.Lock()
		armed, idle := w.rest.armed, time.Since(w.rest.used)
		w.mu.Unlock()
		if !armed {
			if idle < wire.RestAfter {
				t.Errorf("after %v", idle)
			}
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("it never comes to rest")
		}
	}
	if s := callIt(t, w, "Return", 1); len(s.outcomes()) != 1 || !s.health().GetServing() {
		t.Errorf("%v", s.replies)
	}
}
