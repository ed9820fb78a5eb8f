// Package otel makes OpenTelemetry traces and metrics of a supervisor's events,
// for the caller's providers. It is a consumer of events like any other: nothing
// waits for it. The spans have the events' own times.
//
// A batch is a span; so is each run and evaluation, below its batch if it has
// one, and what happens beside them: sandboxes created, reloaded, restarted,
// destroyed. What becomes of a run's worker is an event of its span, or a span
// below it if it came after its end. A verdict that is not ok is the span's
// status. Metrics have no attributes that a genome or an engine could multiply,
// such as ids; spans have.
package otel

import (
	"context"
	"errors"
	"fmt"

	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"

	"github.com/petri-lab/petri/supervisor"
	"github.com/petri-lab/petri/telemetry/internal/metrics"
)

// scope names the instrumentation.
const scope = "github.com/petri-lab/petri/telemetry/otel"

// Options say what is made, and for whom.
type Options struct {
	TracerProvider trace.TracerProvider // nil: no traces
	MeterProvider  metric.MeterProvider // nil: no metrics
	// Buffer is how many events may wait; what comes beside is dropped and
	// counted. Default 4096.
	Buffer int
	// Spans bounds how many runs and batches are remembered, for what comes
	// later to find its place; the oldest one gives way, and ends if it has not.
	// Default 4096.
	Spans int
}

const defaultSpans = 4096

// Errors of Start and Close.
var (
	ErrNoProvider = errors.New("neither a TracerProvider nor a MeterProvider")
	ErrDropped    = errors.New("events were dropped")
)

// A Consumer makes traces and metrics until Close.
type Consumer struct {
	feed   *metrics.Feed
	spans  *spans       // nil: none
	meters *instruments // nil: none
}

// Start begins. The error is ErrNoProvider, or that of an instrument. The caller
// ends it with Close, before he shuts the providers down.
func Start(sup *supervisor.Supervisor, o Options) (*Consumer, error) {
	if o.TracerProvider == nil && o.MeterProvider == nil {
		return nil, ErrNoProvider
	}
	c := &Consumer{}
	if o.TracerProvider != nil {
		most := o.Spans
		if most <= 0 {
			most = defaultSpans
		}
		c.spans = newSpans(o.TracerProvider.Tracer(scope), most)
	}
	if o.MeterProvider != nil {
		var err error
		if c.meters, err = newInstruments(o.MeterProvider.Meter(scope), sup); err != nil {
			return nil, fmt.Errorf("making instruments: %w", err)
		}
	}
	c.feed = metrics.Start(sup, o.Buffer, c.handle, c.end)
	return c, nil
}

func (c *Consumer) handle(e *supervisor.Event) {
	if c.spans != nil {
		c.spans.handle(e)
	}
	if c.meters != nil {
		c.meters.handle(context.Background(), e)
	}
}

func (c *Consumer) end() {
	if c.spans != nil {
		c.spans.end()
	}
	if c.meters != nil {
		c.meters.end()
	}
}

// Close handles the events that came so far, ends the spans that are open and
// the subscription. It may be called more than once. The error is ErrDropped if
// the traces and metrics missed something.
func (c *Consumer) Close() error {
	c.feed.Close()
	if n := c.feed.Dropped(); n > 0 {
		return fmt.Errorf("%w: %d", ErrDropped, n)
	}
	return nil
}
