package watch

import "time"

// settle calls fire once nothing has come from hits for the time quiet, or since
// the first of them for the time most: what changes without a pause must not
// keep its changes from being seen. It returns when hits is closed.
func settle(hits <-chan struct{}, quiet, most time.Duration, fire func()) {
	var (
		timer  = time.NewTimer(time.Hour)
		latest time.Time // when to fire; zero: nothing has come
	)
	timer.Stop()
	defer timer.Stop()
	for {
		select {
		case _, ok := <-hits:
			if !ok {
				return
			}
			if latest.IsZero() {
				latest = time.Now().Add(most)
			}
			timer.Reset(min(quiet, max(0, time.Until(latest))))
		case <-timer.C:
			latest = time.Time{}
			fire()
		}
	}
}
