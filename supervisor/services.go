package supervisor

import (
	"context"
	"fmt"
	"time"

	"github.com/thejerf/suture/v4"
)

// services are what works in the background for one supervisor, each supervised:
// one that panics takes nothing with it, and is started again. What it knows
// lies in its own fields, so that the next start goes on from there. What
// happens to it is told as events.
type services struct {
	tree   *suture.Supervisor
	cancel context.CancelFunc
	ended  <-chan error
}

const (
	// maxServiceFailures is how many failures of services at a time, each
	// counting half after serviceFailureDecay, are answered at once; beyond it
	// those that failed wait for servicePause, half as much again at most.
	maxServiceFailures  = 5
	serviceFailureDecay = 30 * time.Second
	servicePause        = 15 * time.Second
	// serviceEnd bounds how long a service may take to end: a collection waits
	// for the kernel.
	serviceEnd = time.Minute
)

// newServices makes a tree without services. add adds them, start starts them.
func newServices(name string, b *bus) *services {
	return &services{tree: suture.New(name, suture.Spec{
		FailureThreshold: maxServiceFailures,
		FailureDecay:     serviceFailureDecay.Seconds(),
		FailureBackoff:   servicePause,
		Timeout:          serviceEnd,
		EventHook:        func(e suture.Event) { tell(b, e) },
	})}
}

// tell makes an event of what a tree decided.
func tell(b *bus, e suture.Event) {
	switch e := e.(type) {
	case suture.EventServicePanic:
		b.emit(EventServiceException, Measurements{}, Metadata{Service: e.ServiceName, Reason: "panicked: " + e.PanicMsg, Stack: e.Stacktrace})
	case suture.EventServiceTerminate:
		b.emit(EventServiceException, Measurements{}, Metadata{Service: e.ServiceName, Reason: fmt.Sprint("ended: ", e.Err)})
	case suture.EventBackoff:
		b.emit(EventServicesPaused, Measurements{Duration: servicePause}, Metadata{Reason: "services failed too often"})
	case suture.EventResume:
		b.emit(EventServicesResumed, Measurements{}, Metadata{})
	case suture.EventStopTimeout:
		b.emit(EventServiceStuck, Measurements{Duration: serviceEnd}, Metadata{Service: e.ServiceName, Reason: "does not end"})
	}
}

// A service works until ctx ends. Its name is what events call it.
type service interface {
	suture.Service
	fmt.Stringer
}

func (s *services) add(one service) { s.tree.Add(one) }

func (s *services) start() {
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel, s.ended = cancel, s.tree.ServeBackground(ctx)
}

// stop ends all services and waits for their end.
func (s *services) stop() {
	s.cancel()
	<-s.ended
}
