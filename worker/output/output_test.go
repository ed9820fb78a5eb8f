package output

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
)

func TestTail(t *testing.T) {
	for _, tc := range []struct {
		name      string
		limit     int64
		keep      int64
		writes    []string
		want      string
		truncated bool
		passed    bool
	}{
		{"nothing", 10, 5, nil, "", false, false},
		{"all kept", 10, 5, []string{"ab", "cde"}, "abcde", false, false},
		{"tail of many", 100, 5, []string{"abc", "def", "ghi", "jkl"}, "hijkl", true, false},
		{"one long write", 100, 5, []string{"abcdefghijk"}, "ghijk", true, false},
		{"exactly the limit", 6, 10, []string{"abc", "def"}, "abcdef", false, false},
		{"past the limit", 6, 10, []string{"abc", "defg", "hij"}, "abcdef", true, true},
		{"nothing allowed", 0, 10, []string{"a"}, "", true, true},
		{"nothing kept", 100, 0, []string{"abc"}, "", true, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := New(tc.limit, tc.keep, func() {})
			for _, w := range tc.writes {
				_, _ = p.Stdout().Write([]byte(w))
			}
			got := p.Take()
			if string(got.Stdout) != tc.want || got.Truncated != tc.truncated || got.Passed != tc.passed {
				t.Errorf("got %q truncated=%v passed=%v, want %q %v %v", got.Stdout, got.Truncated, got.Passed, tc.want, tc.truncated, tc.passed)
			}
			if again := p.Take(); len(again.Stdout) != 0 || again.Truncated || again.Passed {
				t.Errorf("Take did not start anew: %+v", again)
			}
		})
	}
}

func TestLimitIsSharedAndToldOnce(t *testing.T) {
	var told int
	p := New(10, 100, func() { told++ })
	if n, err := p.Stdout().Write([]byte("123456")); n != 6 || err != nil {
		t.Fatalf("got %d, %v", n, err)
	}
	if n, err := p.Stderr().Write([]byte("123456")); n != 4 || !errors.Is(err, ErrLimit) {
		t.Fatalf("got %d, %v; want 4, ErrLimit", n, err)
	}
	if n, err := p.Stdout().Write([]byte("x")); n != 0 || !errors.Is(err, ErrLimit) {
		t.Fatalf("got %d, %v; want 0, ErrLimit", n, err)
	}
	if told != 1 {
		t.Errorf("told %d times, want once", told)
	}
}

func TestConcurrentWriters(t *testing.T) {
	p := New(1<<20, 1<<20, func() {})
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for range 100 {
				fmt.Fprintf(p.Stdout(), "%d\n", i)
			}
		})
	}
	wg.Wait()
	if n := strings.Count(string(p.Take().Stdout), "\n"); n != 800 {
		t.Errorf("%d lines, want 800", n)
	}
}
