package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"time"

	"github.com/rs/zerolog"

	"github.com/petri-lab/petri/supervisor"
)

// eventBuffer is how many events may wait for a slow stderr before some are
// dropped.
const eventBuffer = 1024

// watchEvents logs the supervisor's events until stop is called. stop waits for
// those that have been published.
func watchEvents(sup *supervisor.Supervisor, log zerolog.Logger) (stop func()) {
	sub := sup.Subscribe(eventBuffer)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for e := range sub.Events() {
			logEvent(log, e)
		}
	}()
	return func() {
		sub.Close()
		<-done
		if n := sub.Dropped(); n > 0 {
			log.Warn().Uint64("dropped", n).Msg("events were dropped: stderr is too slow")
		}
	}
}

// logEvent prints an event as one line, with all that its own JSON says, under
// the same names.
func logEvent(log zerolog.Logger, e supervisor.Event) {
	line := log.Info().Str("time", e.Time.UTC().Format(time.RFC3339Nano))
	for _, part := range []any{e.Metadata, e.Measurements} {
		text, err := json.Marshal(part)
		if err != nil { // a number that JSON does not have
			line = line.AnErr("error", err)
			continue
		}
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(text, &fields); err != nil {
			line = line.AnErr("error", err)
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(fields)) {
			line = line.RawJSON(name, fields[name])
		}
	}
	line.Msg(string(e.Name))
}

// openEvents opens the file of --events.
func openEvents(ctx context.Context, path string) (*os.File, error) {
	// A FIFO is there once somebody reads it.
	return interruptible(ctx, func() (*os.File, error) { return os.Create(path) })
}

// recordEvents writes the supervisor's events to w as JSON lines until stop is
// called. stop waits for those that have been published, and says what is
// missing; it does not wait for a reader that does not read.
func recordEvents(sup *supervisor.Supervisor, w io.Writer) (stop func() error) {
	sub := sup.Subscribe(eventBuffer)
	ctx, cancel := context.WithCancel(context.Background())
	out := &impatientWriter{ctx: ctx, w: w, grace: outputGrace}
	done := make(chan error, 1)
	go func() {
		var failed error
		for e := range sub.Events() {
			if failed == nil {
				failed = writeEvent(out, &e)
			}
		}
		done <- failed
	}()
	return func() error {
		sub.Close()
		cancel()
		err := <-done
		if n := sub.Dropped(); n > 0 && err == nil {
			err = fmt.Errorf("%d events were dropped: writing is too slow", n)
		}
		return err
	}
}

func writeEvent(w io.Writer, e *supervisor.Event) error {
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	_, err = w.Write(append(line, '\n'))
	return err
}
