package otel

import (
	"context"
	"errors"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/petri-lab/petri/supervisor"
	"github.com/petri-lab/petri/telemetry/internal/metrics"
)

// instruments are the metrics.
type instruments struct {
	labels    map[string][]string
	counters  map[string]metric.Float64Counter
	durations map[string]metric.Float64Histogram
	asked     metric.Registration
}

func newInstruments(meter metric.Meter, sup *supervisor.Supervisor) (*instruments, error) {
	i := &instruments{
		labels:    map[string][]string{},
		counters:  map[string]metric.Float64Counter{},
		durations: map[string]metric.Float64Histogram{},
	}
	var errs []error
	for _, m := range metrics.All() {
		i.labels[m.Name] = m.Labels
		var err error
		switch m.Kind {
		case metrics.Counter:
			i.counters[m.Name], err = meter.Float64Counter("petri."+m.Name, metric.WithDescription(m.Help))
		case metrics.Duration:
			i.durations[m.Name], err = meter.Float64Histogram("petri."+m.Name+".duration", metric.WithDescription(m.Help), metric.WithUnit("s"),
				metric.WithExplicitBucketBoundaries(.0001, .0002, .0005, .001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10, 20, 50, 100))
		}
		errs = append(errs, err)
	}
	sandboxes, err := meter.Int64ObservableGauge("petri.sandboxes", metric.WithDescription("Sandboxes that there are."))
	errs = append(errs, err)
	dropped, err := meter.Int64ObservableCounter("petri.events.dropped", metric.WithDescription("Events that some subscription had no room for."))
	errs = append(errs, err)
	lost, err := meter.Int64ObservableCounter("petri.audit.lost", metric.WithDescription("Audit records that did not reach the sink."))
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	i.asked, err = meter.RegisterCallback(func(_ context.Context, o metric.Observer) error {
		o.ObserveInt64(sandboxes, int64(sup.Count()))
		o.ObserveInt64(dropped, int64(sup.DroppedEvents()))
		s := sup.Audit().Stats()
		o.ObserveInt64(lost, int64(s.Lost+s.Failed))
		return nil
	}, sandboxes, dropped, lost)
	return i, err
}

func (i *instruments) handle(ctx context.Context, e *supervisor.Event) {
	metrics.Observe(e, func(name string, value float64, labels ...string) {
		attributes := make([]attribute.KeyValue, len(labels))
		for n, l := range labels {
			attributes[n] = attribute.String("petri."+i.labels[name][n], l)
		}
		if c, ok := i.counters[name]; ok {
			c.Add(ctx, value, metric.WithAttributes(attributes...))
			return
		}
		i.durations[name].Record(ctx, value, metric.WithAttributes(attributes...))
	})
}

func (i *instruments) end() {
	// The SDK's cannot fail.
	_ = i.asked.Unregister()
}
