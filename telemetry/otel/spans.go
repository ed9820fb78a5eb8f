package otel

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"github.com/petri-lab/petri/supervisor"
)

// A key names a run or a batch.
type key struct {
	batch bool
	id    uint64
}

// A span is a run or a batch that is remembered.
type span struct {
	trace.Span
	open bool
}

// spans are those that are remembered, oldest first.
type spans struct {
	tracer trace.Tracer
	most   int
	known  map[key]*span
	order  []key
}

func newSpans(tracer trace.Tracer, most int) *spans {
	return &spans{tracer: tracer, most: most, known: map[key]*span{}}
}

func (s *spans) handle(e *supervisor.Event) {
	md := &e.Metadata
	run, batch := key{id: md.RunID}, key{batch: true, id: md.BatchID}
	switch e.Name {
	case supervisor.EventBatchStart:
		s.begin(e, batch, "petri.batch", context.Background())
	case supervisor.EventBatchStop, supervisor.EventBatchException:
		s.finish(e, batch)
	case supervisor.EventRunStart:
		s.begin(e, run, "petri.run", s.below(batch))
	case supervisor.EventEvaluateStart:
		s.begin(e, run, "petri.evaluate", s.below(batch))
	case supervisor.EventRunStop, supervisor.EventRunException,
		supervisor.EventEvaluateStop, supervisor.EventEvaluateException:
		s.finish(e, run)
	case supervisor.EventCreated:
		s.whole(e, "petri.create", s.below(batch))
	case supervisor.EventReloaded:
		s.whole(e, "petri.reload", s.below(batch))
	case supervisor.EventDestroyed:
		s.whole(e, "petri.destroy", s.below(batch))
	case supervisor.EventRestarted:
		s.whole(e, "petri.restart", s.below(run, batch))
	default:
		s.moment(e, run, batch)
	}
}

// begin starts the span of a run or batch.
func (s *spans) begin(e *supervisor.Event, k key, name string, parent context.Context) {
	_, started := s.tracer.Start(parent, name, trace.WithTimestamp(e.Time), trace.WithAttributes(attributes(e)...))
	s.known[k] = &span{Span: started, open: true}
	s.order = append(s.order, k)
	for len(s.order) > s.most {
		s.forget(s.order[0])
		s.order = s.order[1:]
	}
}

func (s *spans) forget(k key) {
	if one := s.known[k]; one.open {
		one.SetStatus(codes.Error, "its end was not seen")
		one.End()
	}
	delete(s.known, k)
}

// finish ends it. Without its start, which was dropped or is forgotten, there is
// none.
func (s *spans) finish(e *supervisor.Event, k key) {
	one := s.known[k]
	if one == nil || !one.open {
		return
	}
	one.SetAttributes(attributes(e)...)
	judge(one, e)
	one.End(trace.WithTimestamp(e.Time))
	one.open = false
}

// below is a context for what belongs to the first of these that is known.
func (s *spans) below(keys ...key) context.Context {
	for _, k := range keys {
		if one := s.known[k]; one != nil {
			return trace.ContextWithSpan(context.Background(), one.Span)
		}
	}
	return context.Background()
}

// whole makes a span of something that has been done.
func (s *spans) whole(e *supervisor.Event, name string, parent context.Context) {
	_, done := s.tracer.Start(parent, name, trace.WithTimestamp(e.Time.Add(-e.Measurements.Duration)), trace.WithAttributes(attributes(e)...))
	judge(done, e)
	done.End(trace.WithTimestamp(e.Time))
}

// moment notes what has no length, with the run or batch that it belongs to. What
// belongs to none, such as the health of a service, is for metrics alone.
func (s *spans) moment(e *supervisor.Event, run, batch key) {
	for _, k := range []key{run, batch} {
		one := s.known[k]
		switch {
		case one == nil:
			continue
		case one.open:
			one.AddEvent(string(e.Name), trace.WithTimestamp(e.Time), trace.WithAttributes(attributes(e)...))
		default:
			s.whole(e, string(e.Name), s.below(k))
		}
		return
	}
}

// end ends what is open.
func (s *spans) end() {
	for _, k := range s.order {
		s.forget(k)
	}
	s.order = nil
}

// judge makes a verdict, or the reason why there is none, the span's status. A
// batch has none for what its items did.
func judge(one trace.Span, e *supervisor.Event) {
	v, reason := e.Measurements.Result, e.Metadata.Reason
	switch {
	case e.Name == supervisor.EventBatchStop:
		// Its items have statuses of their own.
	case v != "" && v != supervisor.OK:
		one.SetStatus(codes.Error, string(v))
	case e.Name == supervisor.EventRunException, e.Name == supervisor.EventEvaluateException, e.Name == supervisor.EventBatchException:
		one.SetStatus(codes.Error, reason)
	}
}

// attributes are what an event says.
func attributes(e *supervisor.Event) (all []attribute.KeyValue) {
	m, md := &e.Measurements, &e.Metadata
	text := func(key, value string) {
		if value != "" {
			all = append(all, attribute.String("petri."+key, value))
		}
	}
	number := func(key string, value int64) {
		if value != 0 {
			all = append(all, attribute.Int64("petri."+key, value))
		}
	}
	text("sandbox_id", md.SandboxID)
	number("run_id", int64(md.RunID))
	number("batch_id", int64(md.BatchID))
	number("pid", int64(md.PID))
	text("function", md.Function)
	number("version", int64(md.Version))
	text("checksum", md.Checksum)
	text("operation", md.Operation)
	text("reason", md.Reason)
	text("verdict", string(m.Result))
	if m.Score != nil {
		all = append(all, attribute.Float64("petri.score", *m.Score))
	}
	number("count", int64(m.Count))
	number("errors", int64(m.Errors))
	if m.CPU > 0 {
		all = append(all, attribute.Float64("petri.cpu_seconds", m.CPU.Round(time.Microsecond).Seconds()))
	}
	number("peak_memory_bytes", m.PeakMemory)
	number("steps", m.Steps)
	if md.Generation != nil {
		all = append(all, attribute.Int("petri.generation", *md.Generation))
	}
	return all
}
