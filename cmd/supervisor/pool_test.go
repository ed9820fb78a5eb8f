package main

import (
	"context"
	"errors"
	"io"
	"slices"
	"testing"
	"time"
)

func TestInOrder(t *testing.T) {
	for _, c := range []struct{ n, jobs int }{{0, 1}, {1, 1}, {1, 8}, {10, 3}, {maxAhead + 100, 4}} {
		var got []int
		inOrder(c.n, c.jobs, func(i int) int { return i }, func(i int) { got = append(got, i) })
		var want []int
		for i := range c.n {
			want = append(want, i)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d values, %d jobs: got %v", c.n, c.jobs, got)
		}
	}
}

// The first values are emitted although later ones are not there yet, and later
// ones wait for the first.
func TestInOrderEmitsAsSoonAsPossible(t *testing.T) {
	release := []chan struct{}{make(chan struct{}), make(chan struct{}), make(chan struct{})}
	emitted := make(chan int)
	go func() {
		defer close(emitted)
		inOrder(3, 3, func(i int) int { <-release[i]; return i }, func(i int) { emitted <- i })
	}()
	close(release[1])
	close(release[0])
	for want := range 2 {
		if got := <-emitted; got != want {
			t.Fatalf("got %d, want %d", got, want)
		}
	}
	close(release[2])
	if got := <-emitted; got != 2 {
		t.Fatalf("got %d, want 2", got)
	}
}

func TestInterruptible(t *testing.T) {
	got, err := interruptible(t.Context(), func() (int, error) { return 7, io.EOF })
	if got != 7 || err != io.EOF {
		t.Errorf("got %d, %v", got, err)
	}
	cause := errors.New("enough")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(cause)
	never := make(chan struct{})
	defer close(never)
	if _, err := interruptible(ctx, func() (int, error) { <-never; return 0, nil }); err != cause {
		t.Errorf("got error %v, want the cause", err)
	}
}

// A reader that does not read keeps a command waiting, but not one that has
// been interrupted.
func TestImpatientWriter(t *testing.T) {
	r, w := io.Pipe()
	defer r.Close()
	ctx, cancel := context.WithCancel(t.Context())
	iw := &impatientWriter{ctx: ctx, w: w, grace: time.Millisecond}
	done := make(chan error)
	go func() {
		_, err := iw.Write([]byte("lost"))
		done <- err
	}()
	cancel()
	if err := <-done; !errors.Is(err, errStalled) {
		t.Errorf("got error %v, want errStalled", err)
	}
	if _, err := iw.Write([]byte("more")); !errors.Is(err, errStalled) {
		t.Errorf("second write: got error %v, want errStalled", err)
	}

	iw = &impatientWriter{ctx: ctx, w: io.Discard, grace: time.Minute}
	if n, err := iw.Write([]byte("kept")); n != 4 || err != nil {
		t.Errorf("to a willing reader after the interruption: %d, %v", n, err)
	}
}
