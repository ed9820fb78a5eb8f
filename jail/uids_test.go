package jail

import "testing"

func TestUIDRangeFits(t *testing.T) {
	for idMap, want := range map[string]UIDRange{
		"         0          0 4294967295\n": DefaultUIDs(),
		"0 100000 65536\n":                   {32768, 27768},
		"0 1000 1\n1 100000 65536\n":         {32769, 27768},
		"0 1000 1\n":                         {},
		"":                                   {},
	} {
		if got := DefaultUIDs().fit(idMap); got != want {
			t.Errorf("%q: %+v, want %+v", idMap, got, want)
		}
	}
}

func TestUIDsAreDistinct(t *testing.T) {
	p := newUIDPool(UIDRange{1000, 3})
	seen := map[int]bool{}
	for range 3 {
		uid, err := p.take()
		if err != nil || uid < 1000 || uid > 1002 || seen[uid] {
			t.Fatalf("uid %d, %v; seen %v", uid, err, seen)
		}
		seen[uid] = true
	}
	if uid, err := p.take(); err == nil {
		t.Errorf("a fourth of three: %d", uid)
	}
	p.give(1001)
	if uid, err := p.take(); uid != 1001 || err != nil {
		t.Errorf("uid %d, %v; want the one that was given back", uid, err)
	}
}
