package supervisor

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// A service works in the background until its context ends.
type service interface {
	Serve(ctx context.Context) error
}

// services are those of one supervisor. One that panics takes nothing with it,
// and is started again.
type services struct {
	cancels []context.CancelFunc
	wg      sync.WaitGroup
}

// servicePause is the wait before a service that ended is started again.
const servicePause = 100 * time.Millisecond

// start gives a service a goroutine of its own. failed is called with the reason
// whenever it ended and was not told to.
func (s *services) start(one service, failed func(error)) {
	ctx, cancel := context.WithCancel(context.Background())
	s.cancels = append(s.cancels, cancel)
	s.wg.Go(func() {
		for ctx.Err() == nil {
			if err := serve(ctx, one); ctx.Err() == nil {
				failed(err)
			}
			timer := time.NewTimer(servicePause)
			select {
			case <-timer.C:
			case <-ctx.Done():
			}
			timer.Stop()
		}
	})
}

// serve turns a panic into an error.
func serve(ctx context.Context, one service) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%T panicked: %v", one, r)
		}
	}()
	return one.Serve(ctx)
}

// stop ends all services and waits for their end.
func (s *services) stop() {
	for _, cancel := range s.cancels {
		cancel()
	}
	s.wg.Wait()
}
