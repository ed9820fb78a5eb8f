package rt

import (
	"math"
	"time"
)

// epoch is when the fixed clock starts: the Go playground's beginning of time.
var epoch = time.Date(2009, time.November, 10, 23, 0, 0, 0, time.UTC)

// now is what the fixed clock shows.
func (u *Universe) now() time.Time {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.clock
}

// pass moves the fixed clock and returns what it shows then.
func (u *Universe) pass(d time.Duration) time.Time {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.clock = u.clock.Add(max(d, 0))
	return u.clock
}

// after is a channel that has the time to come already.
func (u *Universe) after(d time.Duration) <-chan time.Time {
	c := make(chan time.Time, 1)
	c <- u.pass(d)
	return c
}

// tick is a channel that always has the next time.
func (u *Universe) tick(d time.Duration) <-chan time.Time {
	c := make(chan time.Time)
	go func() {
		for {
			next := u.now().Add(d)
			select {
			case c <- next:
				u.pass(d)
			case <-u.opt.Done:
				return
			}
		}
	}()
	return c
}

// afterFunc is time.AfterFunc. On a fixed clock there is nothing to wait for.
func (u *Universe) afterFunc(d time.Duration, f func()) *time.Timer {
	if u.opt.FixedClock {
		u.pass(d)
		d = 0
	}
	return time.AfterFunc(d, u.apart(f))
}

// never is a wait that does not end while a program runs.
const never = time.Duration(math.MaxInt64)

// ownTime finds the functions of package time that a program has in place of
// the standard library's.
func (u *Universe) ownTime(name string) any {
	switch name {
	case "LoadLocation":
		return u.loadLocation
	case "AfterFunc":
		return u.afterFunc
	}
	if !u.opt.FixedClock {
		return nil
	}
	switch name {
	case "Now":
		return u.now
	case "Since":
		return func(t time.Time) time.Duration { return u.now().Sub(t) }
	case "Until":
		return func(t time.Time) time.Duration { return t.Sub(u.now()) }
	case "Sleep":
		return func(d time.Duration) { u.pass(d) }
	case "After":
		return u.after
	case "NewTimer":
		return func(d time.Duration) *time.Timer {
			t := time.NewTimer(never)
			t.C = u.after(d)
			return t
		}
	case "Tick":
		return func(d time.Duration) <-chan time.Time {
			if d <= 0 {
				return nil
			}
			return u.tick(d)
		}
	case "NewTicker":
		return func(d time.Duration) *time.Ticker {
			if d <= 0 {
				panic("non-positive interval for NewTicker")
			}
			t := time.NewTicker(never)
			t.C = u.tick(d)
			return t
		}
	}
	return nil
}
