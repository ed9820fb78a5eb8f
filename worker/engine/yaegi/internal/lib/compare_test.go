package lib

import (
	stdcmp "cmp"
	stdlist "container/list"
	stdring "container/ring"
	"fmt"
	stditer "iter"
	stdmaps "maps"
	"math"
	"math/rand/v2"
	stdslices "slices"
	stdatomic "sync/atomic"
	"testing"

	"github.com/petri-lab/petri/worker/engine/yaegi/internal/lib/atomic"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/lib/cmp"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/lib/iter"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/lib/list"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/lib/maps"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/lib/ring"
	"github.com/petri-lab/petri/worker/engine/yaegi/internal/lib/sync"
)

func TestCmpAgrees(t *testing.T) {
	values := []float64{math.NaN(), math.Inf(-1), -1, 0, math.Copysign(0, -1), 2}
	for _, a := range values {
		for _, b := range values {
			if cmp.Compare(a, b) != stdcmp.Compare(a, b) || cmp.Less(a, b) != stdcmp.Less(a, b) {
				t.Errorf("%v and %v are ordered otherwise", a, b)
			}
		}
	}
	if cmp.Or("", "a", "b") != "a" || cmp.Or(0, 0) != 0 {
		t.Error("Or is not the first that is not zero")
	}
}

// anyList is what both packages have in common.
type anyList[E any] interface {
	PushBack(any) E
	PushFront(any) E
	InsertBefore(any, E) E
	InsertAfter(any, E) E
	MoveToFront(E)
	MoveToBack(E)
	MoveBefore(e, mark E)
	MoveAfter(e, mark E)
	Remove(E) any
	Len() int
}

// play does random things with a list and its twin of another element type.
func play[E any](l anyList[E], r *rand.Rand, show func() string) string {
	var log string
	var elements []E
	for i := range 60 {
		if len(elements) == 0 {
			elements = append(elements, l.PushBack(i))
		}
		e, mark := elements[r.IntN(len(elements))], elements[r.IntN(len(elements))]
		switch r.IntN(9) {
		case 0:
			elements = append(elements, l.PushBack(i))
		case 1:
			elements = append(elements, l.PushFront(i))
		case 2, 3: // a removed mark gives nil
			if e := l.InsertBefore(i, mark); fmt.Sprint(e) != "<nil>" {
				elements = append(elements, e)
			}
			if e := l.InsertAfter(-i, mark); fmt.Sprint(e) != "<nil>" {
				elements = append(elements, e)
			}
		case 4:
			l.MoveToFront(e)
		case 5:
			l.MoveToBack(e)
		case 6:
			l.MoveBefore(e, mark)
		case 7:
			l.MoveAfter(e, mark)
		case 8:
			log += fmt.Sprint("removed ", l.Remove(e), "\n")
		}
		log += fmt.Sprint(l.Len(), show(), "\n")
	}
	return log
}

func TestListAgrees(t *testing.T) {
	for seed := range uint64(200) {
		ours, theirs := list.New(), stdlist.New()
		var zero list.List
		if seed%2 == 0 {
			ours = &zero
		}
		got := play(ours, rand.New(rand.NewPCG(seed, 0)), func() (s string) {
			for e := ours.Front(); e != nil; e = e.Next() {
				s += fmt.Sprint(" ", e.Value)
			}
			for e := ours.Back(); e != nil; e = e.Prev() {
				s += fmt.Sprint(" ", e.Value)
			}
			return s
		})
		want := play(theirs, rand.New(rand.NewPCG(seed, 0)), func() (s string) {
			for e := theirs.Front(); e != nil; e = e.Next() {
				s += fmt.Sprint(" ", e.Value)
			}
			for e := theirs.Back(); e != nil; e = e.Prev() {
				s += fmt.Sprint(" ", e.Value)
			}
			return s
		})
		if got != want {
			t.Fatalf("seed %d:\n got %s\nwant %s", seed, got, want)
		}
	}
	l := list.New()
	l.PushBack(1)
	l.PushBackList(l)
	l.PushFrontList(l)
	if l.Len() != 4 {
		t.Errorf("a list of %d after it was put to itself twice", l.Len())
	}
}

func TestRingAgrees(t *testing.T) {
	for n := range 6 {
		ours, theirs := ring.New(n), stdring.New(n)
		for i := range n {
			ours.Value, theirs.Value = i, i
			ours, theirs = ours.Next(), theirs.Next()
		}
		for step := -7; step < 8 && n > 0; step++ {
			if got, want := ours.Move(step).Value, theirs.Move(step).Value; got != want {
				t.Errorf("Move(%d) in a ring of %d gives %v, want %v", step, n, got, want)
			}
		}
		show := func(do func(func(any))) (s string) {
			do(func(v any) { s += fmt.Sprint(" ", v) })
			return s
		}
		if n > 2 {
			if got, want := show(ours.Unlink(2).Do), show(theirs.Unlink(2).Do); got != want {
				t.Errorf("Unlink of %d gives %s, want %s", n, got, want)
			}
			if got, want := show(ours.Link(ring.New(2)).Do), show(theirs.Link(stdring.New(2)).Do); got != want {
				t.Errorf("Link of %d gives %s, want %s", n, got, want)
			}
		}
		if ours.Len() != theirs.Len() || show(ours.Do) != show(theirs.Do) {
			t.Errorf("a ring of %d becomes %d%s", n, ours.Len(), show(ours.Do))
		}
	}
	var zero ring.Ring
	if zero.Len() != 1 || zero.Next() != &zero {
		t.Error("a zero ring is not a ring of one")
	}
}

func TestMapsAgree(t *testing.T) {
	m := map[string]int{"a": 1, "b": 2, "c": 3}
	if got := stdslices.Sorted(stditer.Seq[string](maps.Keys(m))); !stdslices.Equal(got, []string{"a", "b", "c"}) {
		t.Errorf("keys %v", got)
	}
	c := maps.Clone(m)
	maps.DeleteFunc(c, func(k string, v int) bool { return v == 2 })
	maps.Copy(c, map[string]int{"d": 4})
	maps.Insert(c, maps.All(map[string]int{"e": 5}))
	if !stdmaps.Equal(c, map[string]int{"a": 1, "c": 3, "d": 4, "e": 5}) || len(m) != 3 {
		t.Errorf("got %v of %v", c, m)
	}
	if maps.Equal(m, c) || !maps.Equal(m, maps.Collect(maps.All(m))) || maps.Clone(map[int]int(nil)) != nil {
		t.Error("Equal, Collect or Clone")
	}
}

func TestPullHandsOverOneByOne(t *testing.T) {
	var log []int
	next, stop := iter.Pull(func(yield func(int) bool) {
		defer func() { log = append(log, -1) }()
		for i := range 5 {
			log = append(log, i)
			if !yield(i * i) {
				return
			}
		}
	})
	for want := range 3 {
		if v, ok := next(); !ok || v != want*want {
			t.Errorf("got %d, %t", v, ok)
		}
	}
	stop()
	stop()
	if v, ok := next(); ok || v != 0 || !stdslices.Equal(log, []int{0, 1, 2, -1}) {
		t.Errorf("got %d, %t, %v", v, ok, log)
	}
	next2, _ := iter.Pull2(func(yield func(int, string) bool) { yield(1, "a"); panic("over") })
	if k, v, ok := next2(); k != 1 || v != "a" || !ok {
		t.Error("Pull2 loses the first pair")
	}
	defer func() {
		if recover() != "over" {
			t.Error("the panic of an iterator is lost")
		}
	}()
	next2()
}

func TestOnceAndPool(t *testing.T) {
	calls := 0
	f := sync.OnceValues(func() (int, error) { calls++; return calls, nil })
	f()
	if n, _ := f(); n != 1 {
		t.Errorf("called %d times", n)
	}
	bad := sync.OnceValue(func() int { panic("no") })
	for range 2 {
		func() {
			defer func() {
				if recover() != "no" {
					t.Error("the panic is lost")
				}
			}()
			bad()
		}()
	}
	p := sync.Pool{New: func() any { return "new" }}
	p.Put("a")
	p.Put("b")
	p.Put("c")
	if got := fmt.Sprint(p.Get(), p.Get(), p.Get(), p.Get()); got != "acbnew" {
		t.Errorf("the pool gives %s", got)
	}
}

func TestSyncMap(t *testing.T) {
	var m sync.Map
	m.Store("a", 1)
	if v, loaded := m.LoadOrStore("a", 2); v != 1 || !loaded {
		t.Error("LoadOrStore")
	}
	if m.CompareAndSwap("a", 2, 3) || !m.CompareAndSwap("a", 1, 3) || m.CompareAndDelete("a", 1) {
		t.Error("CompareAndSwap")
	}
	m.Store("b", 4)
	n := 0
	m.Range(func(k, v any) bool { n += v.(int); m.Delete(k); return true })
	if _, ok := m.Load("a"); ok || n != 7 {
		t.Errorf("Range gives %d", n)
	}
}

func TestAtomicValuePanicsAsGos(t *testing.T) {
	same := func(ours, theirs func()) {
		t.Helper()
		message := func(f func()) (v any) {
			defer func() { v = recover() }()
			f()
			return nil
		}
		if got, want := message(ours), message(theirs); got != want || got == nil {
			t.Errorf("got %v, want %v", got, want)
		}
	}
	var a atomic.Value
	var b stdatomic.Value
	same(func() { a.Store(nil) }, func() { b.Store(nil) })
	same(func() { a.Swap(nil) }, func() { b.Swap(nil) })
	same(func() { a.CompareAndSwap(1, nil) }, func() { b.CompareAndSwap(1, nil) })
	a.Store(1)
	b.Store(1)
	same(func() { a.Store("x") }, func() { b.Store("x") })
	same(func() { a.Swap("x") }, func() { b.Swap("x") })
	same(func() { a.CompareAndSwap("x", "y") }, func() { b.CompareAndSwap("x", "y") })
	same(func() { a.CompareAndSwap(1, "y") }, func() { b.CompareAndSwap(1, "y") })
	var p atomic.Pointer[int]
	x := 1
	if p.Load() != nil || p.CompareAndSwap(&x, nil) || p.Swap(&x) != nil || p.Load() != &x {
		t.Error("Pointer")
	}
}
