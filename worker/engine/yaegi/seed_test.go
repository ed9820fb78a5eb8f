package yaegi

import (
	"testing"
	"time"
)

const seeded = `package genome

import (
	"math/rand"
	"time"
)

func Draw() (int, int64) {
	start := time.Now()
	time.Sleep(time.Hour)
	return rand.Intn(1 << 30), int64(time.Since(start)/time.Second) + start.Unix()
}
`

// A program's random numbers follow the seed of its Env, its clock stands
// still but for what it waits, and both begin anew at each Begin.
func TestSeedAndClockAreThePrograms(t *testing.T) {
	modules := checked(t, mod("genome", "genome.go", seeded))
	draw := func(seed uint64) (n int, clock int64) {
		env := (&streams{}).env("")
		env.Seed, env.FixedClock = &seed, true
		p := New().New(env)
		defer p.Stop()
		p.Begin(0)
		if err := p.Load(modules); err != nil {
			t.Fatal(err)
		}
		f := mustLookup(t, p, "genome", "Draw")
		var first int
		for range 2 {
			p.Begin(0)
			out, panicked := f.Call(nil)
			if panicked != nil {
				t.Fatal(panicked)
			}
			n, clock = int(out[0].Int()), out[1].Int()
			if first == 0 {
				first = n
			}
			if n != first {
				t.Errorf("seed %d gives %d and then %d", seed, first, n)
			}
		}
		return n, clock
	}
	one, clock := draw(1)
	again, _ := draw(1)
	two, _ := draw(2)
	if one != again || one == two {
		t.Errorf("seed 1 gives %d and %d, seed 2 %d", one, again, two)
	}
	if want := time.Date(2009, time.November, 11, 0, 0, 0, 0, time.UTC).Unix(); clock != want {
		t.Errorf("the clock shows %d, want %d", clock, want)
	}
}
