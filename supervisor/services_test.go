package supervisor_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/petri-lab/petri/supervisor"
)

// A service that panics, or ends with an error, is told of and started again.
func TestServices(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	events := sup.Subscribe(100)
	starts := 0
	works := make(chan struct{})
	sup.AddService(&supervisor.TestService{Name: "test", Do: func(ctx context.Context) error {
		starts++
		switch starts {
		case 1:
			panic("told to")
		case 2:
			return errors.New("had enough")
		}
		close(works)
		<-ctx.Done()
		return ctx.Err()
	}})
	<-works
	for _, want := range []string{"panicked: told to", "ended: had enough"} {
		e := awaitEvent(t, events, supervisor.EventServiceException)
		if m := e.Metadata; m.Service != "test" || m.Reason != want || strings.Contains(m.Stack, "services_test.go") != (m.Stack != "") {
			t.Errorf("%+v, want %s", m, want)
		}
	}
}

// One that does nothing but panic is made to wait, and holds nobody up.
func TestServiceThatPanicsAllTheTime(t *testing.T) {
	sup := newSupervisor(t, supervisor.Config{})
	events := sup.Subscribe(100)
	sup.AddService(&supervisor.TestService{Name: "test", Do: func(context.Context) error { panic("again") }})
	awaitEvent(t, events, supervisor.EventServicesPaused)
	if r := load(t, create(t, sup, "a"), good); r.Verdict != supervisor.OK {
		t.Errorf("%+v", r)
	}
}
