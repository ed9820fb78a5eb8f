// Command dashboard shows a running population in the terminal, out of nothing
// but the supervisor's events: the fourth pattern of integration. board.go keeps
// what the events tell, frame.go draws it; search.go is a population to look at,
// which searches a number and makes mistakes.
//
//	go run ./examples/dashboard -worker bin/worker
//
// Where standard output is no terminal, the last frame is printed alone.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"

	"github.com/petri-lab/petri/examples/internal/dish"
	"github.com/petri-lab/petri/supervisor"
)

func main() {
	rounds := flag.Int("generations", 10, "how many")
	seed := flag.Uint64("seed", 1, "of the search")
	dish.Main("dashboard", func(ctx context.Context, sup *supervisor.Supervisor, out io.Writer) error {
		s := screen{out: out}
		if fd := int(os.Stdout.Fd()); term.IsTerminal(fd) {
			s.live = func() (width, height int) {
				width, height, err := term.GetSize(fd)
				if err != nil {
					return 80, 24
				}
				return width, height
			}
		}
		return watch(ctx, sup, s, func(ctx context.Context) error { return search(ctx, sup, *seed, *rounds) })
	})
}

// frames are drawn so often.
const frames = 100 * time.Millisecond

// A screen is where frames go. live is its size, if it is a terminal; nil: only
// the last frame is drawn.
type screen struct {
	out  io.Writer
	live func() (width, height int)
}

// watch shows what happens until work returns, and the last frame then. Work is
// over when it returns.
func watch(ctx context.Context, sup *supervisor.Supervisor, s screen, work func(context.Context) error) error {
	ctx, cancel := context.WithCancel(ctx)
	events := sup.Subscribe(4096)
	defer events.Close()
	done := make(chan error, 1)
	go func() {
		defer close(done)
		done <- work(ctx)
	}()
	defer func() {
		cancel()
		for range done {
			// It ends with its context.
		}
	}()
	b := newBoard()
	s.begin()
	defer s.end()
	ticker := time.NewTicker(frames)
	defer ticker.Stop()
	for {
		select {
		case e := <-events.Events():
			b.note(e)
		case now := <-ticker.C:
			b.tick()
			b.dropped = events.Dropped()
			if err := s.draw(b, now); err != nil {
				return err
			}
		case err := <-done:
			// What was published before it returned is in the buffer.
			events.Close()
			for e := range events.Events() {
				b.note(e)
			}
			b.tick()
			b.dropped = events.Dropped()
			if err != nil {
				return err
			}
			return s.last(b, time.Now())
		}
	}
}

// begin hides the cursor and clears the screen; end shows it again.
func (s screen) begin() {
	if s.live != nil {
		fmt.Fprint(s.out, "\x1b[?25l\x1b[2J")
	}
}

func (s screen) end() {
	if s.live != nil {
		fmt.Fprint(s.out, "\x1b[?25h")
	}
}

func (s screen) draw(b *board, now time.Time) error {
	if s.live == nil {
		return nil
	}
	width, height := s.live()
	// From the top left; what was on the rest of the screen goes.
	_, err := fmt.Fprintf(s.out, "\x1b[H%s\x1b[J", frame(b, now, width, height, true))
	return err
}

// last draws the last frame, which stays.
func (s screen) last(b *board, now time.Time) error {
	if s.live != nil {
		return s.draw(b, now)
	}
	_, err := fmt.Fprint(s.out, frame(b, now, 100, 1000, false))
	return err
}
