package rt

import (
	"encoding/binary"
	"math/rand"
	randv2 "math/rand/v2"
	"sync"
)

// A lockedSource makes a source usable by several goroutines.
type lockedSource struct {
	mu sync.Mutex
	s  rand.Source64
}

func (l *lockedSource) Int63() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.s.Int63()
}

func (l *lockedSource) Uint64() uint64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.s.Uint64()
}

func (l *lockedSource) Seed(seed int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.s.Seed(seed)
}

// seeded makes the generator that math/rand has after Seed.
func seeded(seed int64) *rand.Rand {
	return rand.New(&lockedSource{s: rand.NewSource(seed).(rand.Source64)})
}

// seededV2 makes a generator for the functions of math/rand/v2.
func seededV2(seed uint64) *randv2.Rand {
	var key [32]byte
	binary.LittleEndian.PutUint64(key[:], seed)
	return randv2.New(&lockedSource{s: chacha{randv2.NewChaCha8(key)}})
}

// A chacha has the methods of a source of math/rand.
type chacha struct{ *randv2.ChaCha8 }

func (c chacha) Int63() int64 { return int64(c.Uint64() >> 1) }
func (c chacha) Seed(int64)   {}

// Begin starts the sequences of random numbers and the fixed clock anew.
func (u *Universe) Begin() {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.clock = epoch
	u.mapOrder = newMapOrder(u.opt.Seed)
	u.random.Store(nil)
	u.randomV2.Store(nil)
	if u.opt.Seed != nil {
		u.random.Store(seeded(int64(*u.opt.Seed)))
		u.randomV2.Store(seededV2(*u.opt.Seed))
	}
}

// pick takes the program's generator if it is seeded, or else the function of
// the standard library, which is not.
func pick[F any](u *Universe, own func(*rand.Rand) F, std F) F {
	if r := u.random.Load(); r != nil {
		return own(r)
	}
	return std
}

func pickV2[F any](u *Universe, own func(*randv2.Rand) F, std F) F {
	if r := u.randomV2.Load(); r != nil {
		return own(r)
	}
	return std
}

// ownRand finds the functions of math/rand that use its global generator. Each
// program has its own, which Seed seeds as Go's.
func (u *Universe) ownRand(name string) any {
	switch name {
	case "Seed":
		return func(seed int64) { u.random.Store(seeded(seed)) }
	case "Int":
		return func() int { return pick(u, func(r *rand.Rand) func() int { return r.Int }, rand.Int)() }
	case "Intn":
		return func(n int) int { return pick(u, func(r *rand.Rand) func(int) int { return r.Intn }, rand.Intn)(n) }
	case "Int31":
		return func() int32 { return pick(u, func(r *rand.Rand) func() int32 { return r.Int31 }, rand.Int31)() }
	case "Int31n":
		return func(n int32) int32 {
			return pick(u, func(r *rand.Rand) func(int32) int32 { return r.Int31n }, rand.Int31n)(n)
		}
	case "Int63":
		return func() int64 { return pick(u, func(r *rand.Rand) func() int64 { return r.Int63 }, rand.Int63)() }
	case "Int63n":
		return func(n int64) int64 {
			return pick(u, func(r *rand.Rand) func(int64) int64 { return r.Int63n }, rand.Int63n)(n)
		}
	case "Uint32":
		return func() uint32 { return pick(u, func(r *rand.Rand) func() uint32 { return r.Uint32 }, rand.Uint32)() }
	case "Uint64":
		return func() uint64 { return pick(u, func(r *rand.Rand) func() uint64 { return r.Uint64 }, rand.Uint64)() }
	}
	return u.ownRandFloats(name)
}

func (u *Universe) ownRandFloats(name string) any {
	float := func(own func(*rand.Rand) func() float64, std func() float64) func() float64 {
		return func() float64 { return pick(u, own, std)() }
	}
	switch name {
	case "Float32":
		return func() float32 { return pick(u, func(r *rand.Rand) func() float32 { return r.Float32 }, rand.Float32)() }
	case "Float64":
		return float(func(r *rand.Rand) func() float64 { return r.Float64 }, rand.Float64)
	case "ExpFloat64":
		return float(func(r *rand.Rand) func() float64 { return r.ExpFloat64 }, rand.ExpFloat64)
	case "NormFloat64":
		return float(func(r *rand.Rand) func() float64 { return r.NormFloat64 }, rand.NormFloat64)
	case "Perm":
		return func(n int) []int { return pick(u, func(r *rand.Rand) func(int) []int { return r.Perm }, rand.Perm)(n) }
	case "Shuffle":
		return func(n int, swap func(i, j int)) {
			pick(u, func(r *rand.Rand) func(int, func(i, j int)) { return r.Shuffle }, rand.Shuffle)(n, swap)
		}
	}
	return nil
}
