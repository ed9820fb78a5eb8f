package jail

import (
	"errors"
	"fmt"
	"os"
	"strings"
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

// fit is the range itself if the supervisor's own user namespace has it, or
// else, in a container that has only some uids, a part of what it has: the
// upper half of the largest block, without the top, where nobody's uid lies
// (65534) and systemd's dynamic users. The zero range if there is none.
func (r UIDRange) fit(idMap string) UIDRange {
	var best UIDRange
	for line := range strings.Lines(idMap) {
		var inside, outside, count int
		if _, err := fmt.Sscan(line, &inside, &outside, &count); err != nil {
			continue
		}
		if r.Base >= inside && r.Base+r.Count <= inside+count {
			return r
		}
		const top = 5000
		if part := (UIDRange{inside + count/2, count - count/2 - top}); part.Count > best.Count {
			best = part
		}
	}
	return best
}

// outsideRoot tells whether a process that is root in the user namespace with
// this map is root for the kernel too, as far as can be seen from inside.
func outsideRoot(idMap string) bool {
	for line := range strings.Lines(idMap) {
		var inside, outside, count int
		if _, err := fmt.Sscan(line, &inside, &outside, &count); err == nil && inside == 0 {
			return outside == 0
		}
	}
	return true
}

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
