package supervisor

import (
	"context"
	"math"
	"time"
)

// A patrol visits every sandbox once in each interval, evenly spread over it and
// a little by chance: whatever the number of sandboxes, there is one goroutine,
// and no moment at which they are all visited. Where it is in its round outlasts
// a panic of a visit: the others get theirs.
type patrol struct {
	sup      *Supervisor
	interval time.Duration

	left  []*Sandbox // whose turn in this round is yet to come
	pause time.Duration
}

// minPause bounds how many visits there are in a second, by making a round of
// very many sandboxes longer than the interval.
const minPause = time.Millisecond

// maxPause is the longest pause that can be spread without an overflow.
const maxPause = time.Duration(math.MaxInt64 / 2)

// walk goes on until ctx ends, whose error it returns. It calls visit for each
// sandbox and over at the end of each round.
func (p *patrol) walk(ctx context.Context, visit func(*Sandbox), over func()) error {
	for {
		if len(p.left) == 0 {
			p.left = p.sup.all()
			p.pause = min(max(p.interval/time.Duration(max(len(p.left), 1)), minPause), maxPause)
		}
		spread := 0.5 + p.sup.config.Random()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-p.sup.config.Clock.After(time.Duration(float64(p.pause) * spread)):
		}
		if last := len(p.left) - 1; last >= 0 {
			b := p.left[last]
			p.left[last], p.left = nil, p.left[:last]
			visit(b)
		}
		if len(p.left) == 0 {
			over()
		}
	}
}
