package supervisor

import "time"

// A Clock tells the time. It is for tests, which cannot wait for it.
type Clock interface {
	Now() time.Time
	// After returns a channel on which something comes once d is over.
	After(d time.Duration) <-chan time.Time
}

type systemClock struct{}

func (systemClock) Now() time.Time                         { return time.Now() }
func (systemClock) After(d time.Duration) <-chan time.Time { return time.After(d) }
