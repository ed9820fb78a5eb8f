package rt

import (
	"math/rand"
	"slices"
	"testing"
	"time"
)

func draw(t *testing.T, b *bridge) []int {
	intn := fn[func(int) int](t, b, "math/rand", "Intn")
	intN := fn[func(int) int](t, b, "math/rand/v2", "IntN")
	var list []int
	for range 10 {
		list = append(list, intn(1000), intN(1000))
	}
	return list
}

func TestRandomSequencesFollowTheSeed(t *testing.T) {
	with := func(seed *uint64) *bridge {
		b := withSymbols(t)
		b.u.opt.Seed = seed
		b.u.Begin()
		return b
	}
	one, two := uint64(1), uint64(2)
	b := with(&one)
	first := draw(t, b)
	if slices.Equal(first, draw(t, b)) {
		t.Error("a sequence repeats itself")
	}
	b.u.Begin()
	if !slices.Equal(first, draw(t, b)) || !slices.Equal(first, draw(t, with(&one))) {
		t.Error("one seed gives two sequences")
	}
	if slices.Equal(first, draw(t, with(&two))) || slices.Equal(draw(t, with(nil)), draw(t, with(nil))) {
		t.Error("two seeds give one sequence")
	}
}

func TestSeedIsGos(t *testing.T) {
	b := withSymbols(t)
	fn[func(int64)](t, b, "math/rand", "Seed")(42)
	want := rand.New(rand.NewSource(42))
	for range 5 {
		if got, want := fn[func(int) int](t, b, "math/rand", "Intn")(100), want.Intn(100); got != want {
			t.Fatalf("got %d, want %d", got, want)
		}
	}
	if got, want := fn[func(int) []int](t, b, "math/rand", "Perm")(9), want.Perm(9); !slices.Equal(got, want) {
		t.Errorf("got %d, want %d", got, want)
	}
}

func TestFixedClockMovesWhenAProgramWaits(t *testing.T) {
	b := withSymbols(t)
	done := make(chan struct{})
	defer close(done)
	b.u.opt.FixedClock, b.u.opt.Done = true, done
	now := fn[func() time.Time](t, b, "time", "Now")
	start := now()
	fn[func(time.Duration)](t, b, "time", "Sleep")(time.Hour)
	<-fn[func(time.Duration) <-chan time.Time](t, b, "time", "After")(time.Hour)
	<-fn[func(time.Duration) *time.Timer](t, b, "time", "NewTimer")(time.Hour).C
	if d := fn[func(time.Time) time.Duration](t, b, "time", "Since")(start); d != 3*time.Hour {
		t.Errorf("%v have passed", d)
	}
	ticker := fn[func(time.Duration) *time.Ticker](t, b, "time", "NewTicker")(time.Minute)
	if one, two := <-ticker.C, <-ticker.C; two.Sub(one) != time.Minute {
		t.Errorf("ticks are %v apart", two.Sub(one))
	}
	b.u.Begin()
	if !now().Equal(start) {
		t.Errorf("the clock begins at %v", now())
	}
}
