// Package prom keeps Prometheus metrics of a supervisor in the caller's
// registry. It is a consumer of events like any other: nothing waits for it, and
// no label has values that a genome or an engine could multiply, such as ids.
package prom

import (
	"errors"
	"fmt"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/petri-lab/petri/supervisor"
	"github.com/petri-lab/petri/telemetry/internal/metrics"
)

// Options set what is seldom of interest.
type Options struct {
	// Buffer is how many events may wait; what comes beside is dropped and
	// counted in petri_events_dropped_total. Default 4096.
	Buffer int
	// Buckets are those of the durations, in seconds. Default: from 100 µs to
	// 100 s, three for each power of ten.
	Buckets []float64
	// Labels are constant labels of every metric, which tell several supervisors
	// in one registry apart. All of them must have labels of the same names then:
	// the registry refuses a second one whose metrics have others, or none.
	Labels prometheus.Labels
}

// A Consumer keeps the metrics up to date until Close.
type Consumer struct {
	feed       *metrics.Feed
	registerer prometheus.Registerer
	registered []prometheus.Collector
	counters   map[string]*prometheus.CounterVec
	durations  map[string]*prometheus.HistogramVec
}

// Start registers the metrics and begins to keep them. The error is the
// registerer's: one of that name is there already. The caller ends it with
// Close.
func Start(sup *supervisor.Supervisor, registerer prometheus.Registerer, o Options) (*Consumer, error) {
	if o.Buckets == nil {
		o.Buckets = buckets()
	}
	c := &Consumer{
		registerer: registerer,
		counters:   map[string]*prometheus.CounterVec{},
		durations:  map[string]*prometheus.HistogramVec{},
	}
	for _, collector := range append(c.fromEvents(o), c.asked(sup, o)...) {
		if err := registerer.Register(collector); err != nil {
			c.unregister()
			return nil, fmt.Errorf("registering metrics of a supervisor: %w", err)
		}
		c.registered = append(c.registered, collector)
	}
	c.feed = metrics.Start(sup, o.Buffer, c.handle, c.unregister)
	return c, nil
}

// buckets go from 100 µs to 100 s.
func buckets() []float64 {
	var all []float64
	for power := 1e-4; power < 100; power *= 10 {
		all = append(all, power, 2*power, 5*power)
	}
	return append(all, 100)
}

// fromEvents are the metrics that events add to.
func (c *Consumer) fromEvents(o Options) (all []prometheus.Collector) {
	for _, m := range metrics.All() {
		switch m.Kind {
		case metrics.Counter:
			v := prometheus.NewCounterVec(prometheus.CounterOpts{
				Name: "petri_" + m.Name + "_total", Help: m.Help, ConstLabels: o.Labels,
			}, m.Labels)
			c.counters[m.Name] = v
			all = append(all, v)
		case metrics.Duration:
			v := prometheus.NewHistogramVec(prometheus.HistogramOpts{
				Name: "petri_" + m.Name + "_duration_seconds", Help: m.Help, ConstLabels: o.Labels, Buckets: o.Buckets,
			}, m.Labels)
			c.durations[m.Name] = v
			all = append(all, v)
		}
	}
	return all
}

// asked are the metrics that the supervisor is asked for when they are
// collected.
func (c *Consumer) asked(sup *supervisor.Supervisor, o Options) []prometheus.Collector {
	counter := func(name, help string, value func() uint64) prometheus.Collector {
		return prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: help, ConstLabels: o.Labels},
			func() float64 { return float64(value()) })
	}
	return []prometheus.Collector{
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "petri_sandboxes", Help: "Sandboxes that there are.", ConstLabels: o.Labels},
			func() float64 { return float64(sup.Count()) }),
		counter("petri_events_dropped_total", "Events that some subscription had no room for.", sup.DroppedEvents),
		counter("petri_audit_records_total", "Audit records.", func() uint64 { return sup.Audit().Stats().Recorded }),
		counter("petri_audit_lost_total", "Audit records that did not reach the sink.", func() uint64 {
			s := sup.Audit().Stats()
			return s.Lost + s.Failed
		}),
	}
}

func (c *Consumer) handle(e *supervisor.Event) {
	metrics.Observe(e, func(name string, value float64, labels ...string) {
		if v, ok := c.counters[name]; ok {
			v.WithLabelValues(labels...).Add(value)
			return
		}
		c.durations[name].WithLabelValues(labels...).Observe(value)
	})
}

func (c *Consumer) unregister() {
	for _, collector := range c.registered {
		c.registerer.Unregister(collector)
	}
}

// ErrDropped says that events came too fast for the metrics to be whole.
var ErrDropped = errors.New("events were dropped")

// Close handles the events that came so far, ends the subscription and takes
// the metrics out of the registry. It may be called more than once. The error is
// ErrDropped if the metrics missed something.
func (c *Consumer) Close() error {
	c.feed.Close()
	if n := c.feed.Dropped(); n > 0 {
		return fmt.Errorf("%w: %d", ErrDropped, n)
	}
	return nil
}
