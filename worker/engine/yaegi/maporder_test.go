package yaegi

import (
	"strings"
	"testing"
)

const mapRanges = `package genome

import (
	"fmt"
	stdmaps "maps"
	"math"
	"reflect"
)

type point struct{ x, y int }

func Orders() string {
	words := map[string]int{}
	for i := range 30 {
		words[fmt.Sprint("w", i)] = i
	}
	text := ""
	for w, n := range words {
		text += fmt.Sprint(w, n, " ")
	}
	for w := range stdmaps.Keys(words) {
		text += w
	}
	for _, k := range reflect.ValueOf(words).MapKeys() {
		text += k.String()
	}
	for p := range map[point]bool{{1, 2}: true, {3, 4}: true, {5, 6}: true, {7, 8}: true, {9, 0}: true} {
		text += fmt.Sprint(p)
	}
	for k, f := range map[any]func() string{1: one, "a": one, 2.5: one, point{}: one, nil: one, 7: one} {
		text += fmt.Sprint(k, f())
	}
	return text
}

func one() string { return "!" }

// Meaning does what a range over a map may see of its changes.
func Meaning() string {
	m := map[int]int{1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6}
	seen := 0
	for k, v := range m {
		if v != k && v != -k {
			return fmt.Sprint("value ", v, " of key ", k)
		}
		seen++
		for other := range 6 {
			if other+1 != k && other+1 > 3 {
				delete(m, other+1)
			} else if other+1 != k {
				m[other+1] = -(other + 1)
			}
		}
		m[100+k] = 100 + k
		if seen > 100 {
			return "endless"
		}
	}
	nan := map[float64]string{math.NaN(): "a", 1: "b"}
	nan[math.NaN()] = "c"
	text := map[string]bool{}
	for k, v := range nan {
		text[fmt.Sprint(k, v)] = true
	}
	odd := map[any]int{math.NaN(): 1, "x": 2}
	sum := 0
	for _, n := range odd {
		sum += n
		clear(odd)
	}
	var none map[string]int
	for range none {
		return "not empty"
	}
	var k int
	for k = range map[int]bool{9: true} {
	}
outer:
	for a := range map[int]int{1: 1, 2: 2} {
		for b := range map[int]int{1: 1, 2: 2} {
			if a == b {
				continue outer
			}
			if b == 3 {
				break outer
			}
		}
	}
	return fmt.Sprint(seen >= 3, len(text), text["NaNa"], text["NaNc"], text["1b"], sum == 1 || sum == 2, k)
}
`

// Where the profile asks for it maps are gone through in an order that follows
// the seed, and otherwise mean what they always do.
func TestMapOrderFollowsTheSeed(t *testing.T) {
	modules := checked(t, mod("genome", "genome.go", mapRanges))
	orders := func(fixed bool, seed *uint64) string {
		env := (&streams{}).env("")
		env.Seed, env.FixedMapOrder = seed, fixed
		p := New().New(env)
		defer p.Stop()
		p.Begin(0)
		if err := p.Load(modules); err != nil {
			t.Fatal(err)
		}
		call := func(name string) string {
			p.Begin(0)
			out, panicked := mustLookup(t, p, "genome", name).Call(nil)
			if panicked != nil {
				t.Fatal(panicked)
			}
			return out[0].String()
		}
		if got, want := call("Meaning"), "true 3 true true true true 9"; got != want {
			t.Errorf("a range over a map (fixed order: %v) sees %q, want %q", fixed, got, want)
		}
		first, second := call("Orders"), call("Orders")
		if fixed != (first == second) {
			t.Errorf("fixed order %v: two runs went\n%s\n%s", fixed, first, second)
		}
		return first
	}
	one, two := uint64(1), uint64(2)
	first := orders(true, &one)
	if again := orders(true, &one); again != first {
		t.Errorf("seed 1 gives two orders:\n%s\n%s", first, again)
	}
	if orders(true, &two) == first {
		t.Error("two seeds give one order")
	}
	unseeded := orders(true, nil)
	if strings.HasPrefix(unseeded, "w0 0 w1 1 ") {
		t.Errorf("the order is sorted: a genome would come to rely on it: %s", unseeded)
	}
	orders(false, &one)
}
