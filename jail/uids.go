package jail

import (
	"errors"
	"os"
	"sync"
)

// A UIDRange is a range of host uids (and gids) that belong to nobody, from
// which each worker gets one of its own if the supervisor may give them out.
type UIDRange struct {
	Base  int
	Count int
}

// DefaultUIDs lies in what systemd's list of uids has as unused
// (https://systemd.io/UIDS-GIDS), between containers and the kernel's limit.
func DefaultUIDs() UIDRange { return UIDRange{Base: 1_900_000_000, Count: 240_000_000} }

// uidStride keeps supervisors on one host apart: each begins at a place of its
// own in the range, given by its pid.
const uidStride = 8192

// uidPool gives out uids. It is safe for concurrent use.
type uidPool struct {
	mu   sync.Mutex
	r    UIDRange
	next int // an offset
	used map[int]bool
}

func newUIDPool(r UIDRange) *uidPool {
	p := &uidPool{r: r, used: map[int]bool{}}
	if r.Count > 0 {
		p.next = os.Getpid() * uidStride % r.Count
	}
	return p
}

// take gives a uid that no living worker of this supervisor has. The uid that
// was given back longest ago comes last, so that what a dead worker may have
// left on the host is not soon somebody else's.
func (p *uidPool) take() (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for range p.r.Count {
		uid := p.r.Base + p.next
		p.next = (p.next + 1) % p.r.Count
		if !p.used[uid] {
			p.used[uid] = true
			return uid, nil
		}
	}
	return 0, errors.New("no uid is free for another worker")
}

func (p *uidPool) give(uid int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.used, uid)
}
