package main

import (
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

// logEvent prints an event as one line. Fields have the names that they have
// in the event's own JSON; those that do not apply are left out.
func logEvent(log zerolog.Logger, e supervisor.Event) {
	line := log.Info().Str("time", e.Time.UTC().Format(time.RFC3339Nano))
	text := func(key, value string) {
		if value != "" {
			line = line.Str(key, value)
		}
	}
	number := func(key string, value int64) {
		if value != 0 {
			line = line.Int64(key, value)
		}
	}
	text("sandbox_id", e.Metadata.SandboxID)
	number("pid", int64(e.Metadata.PID))
	text("function", e.Metadata.Function)
	number("version", int64(e.Metadata.Version))
	text("checksum", e.Metadata.Checksum)
	text("operation", e.Metadata.Operation)
	number("count", int64(e.Measurements.Count))
	number("duration_ns", e.Measurements.Duration.Nanoseconds())
	text("result", string(e.Measurements.Result))
	if e.Measurements.Score != nil {
		line = line.Float64("score", *e.Measurements.Score)
	}
	number("components", int64(e.Measurements.Components))
	text("reason", e.Metadata.Reason)
	line.Msg(string(e.Name))
}
