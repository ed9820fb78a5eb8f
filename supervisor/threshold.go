package supervisor

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// A Resource is what a Threshold is about.
type Resource string

// The resources, and the units of their thresholds.
const (
	ResourceMemory    Resource = "memory" // bytes
	ResourceCPU       Resource = "cpu"    // seconds of CPU time so far
	ResourceLoad      Resource = "load"   // processors that are kept busy, on average since the sample before
	ResourceProcesses Resource = "processes"
	ResourceThreads   Resource = "threads"
	ResourceQueue     Resource = "queue"  // operations that wait
	ResourceUptime    Resource = "uptime" // seconds; of several, the longest
)

// A Threshold makes an event of a figure that gets large: one ("exceeded") at
// the first sample with At or more, and one ("recovered") at the first after it
// with less than Below. Between the two nothing is said, so that a figure that
// wavers about At is not told of again and again.
//
// What is not known is neither. The sum of a population of which some is unknown
// exceeds a threshold if what is known does, and has not recovered before all of
// it is known.
type Threshold struct {
	Resource Resource `json:"resource"`
	At       float64  `json:"at"`    // above 0
	Below    float64  `json:"below"` // at most At; 0: nine tenths of it
}

// Thresholds are several. As text they are written "memory at 6e7, queue at 100
// below 50".
type Thresholds []Threshold

func (t Thresholds) MarshalText() ([]byte, error) {
	var b []byte
	for i, one := range t {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = fmt.Appendf(b, "%s at %v", one.Resource, one.At)
		if one.Below != 0 {
			b = fmt.Appendf(b, " below %v", one.Below)
		}
	}
	return b, nil
}

func (t *Thresholds) UnmarshalText(text []byte) error {
	*t = nil
	if len(bytes.TrimSpace(text)) == 0 {
		return nil
	}
	for part := range strings.SplitSeq(string(text), ",") {
		words := strings.Fields(part)
		if n := len(words); n != 3 && n != 5 || words[1] != "at" || n == 5 && words[3] != "below" {
			return fmt.Errorf(`threshold %.100q: want "RESOURCE at NUMBER" or "RESOURCE at NUMBER below NUMBER"`, strings.TrimSpace(part))
		}
		one := Threshold{Resource: Resource(words[0])}
		for i, v := range map[int]*float64{2: &one.At, 4: &one.Below} {
			if i >= len(words) {
				continue
			}
			var err error
			if *v, err = strconv.ParseFloat(words[i], 64); err != nil {
				return fmt.Errorf("threshold %.100q: %.100q is no number", strings.TrimSpace(part), words[i])
			}
		}
		*t = append(*t, one)
	}
	return nil
}

// maxThresholds bounds how many one sandbox or population may have.
const maxThresholds = 64

// validThresholds returns thresholds with their defaults.
func validThresholds(of string, given Thresholds) (Thresholds, error) {
	if len(given) > maxThresholds {
		return nil, fmt.Errorf("%w: %d thresholds of %s: at most %d", ErrBadConfig, len(given), of, maxThresholds)
	}
	all := []Resource{ResourceMemory, ResourceCPU, ResourceLoad, ResourceProcesses, ResourceThreads, ResourceQueue, ResourceUptime}
	valid := slices.Clone(given)
	for i, t := range valid {
		if !slices.Contains(all, t.Resource) {
			return nil, fmt.Errorf("%w: threshold of %s: no resource is called %.100q: one of %q", ErrBadConfig, of, t.Resource, all)
		}
		valid[i].Below = cmp.Or(t.Below, t.At*0.9)
		if !(t.At > 0) || math.IsInf(t.At, 0) || !(t.Below >= 0 && t.Below <= t.At) {
			return nil, fmt.Errorf("%w: threshold of %s: %s at %v, below %v: At must be above 0 and finite, and Below between 0 and At", ErrBadConfig, of, t.Resource, t.At, t.Below)
		}
	}
	return valid, nil
}

// alarms are thresholds, each with whether it is exceeded. Their owner guards
// them.
type alarms struct {
	thresholds Thresholds
	exceeded   []bool
}

func newAlarms(t Thresholds) alarms { return alarms{t, make([]bool, len(t))} }

// look compares a sample with the thresholds and tells what has changed. figure
// gives a resource's, or what is known of it if complete is false.
func (a *alarms) look(figure func(Resource) (value float64, complete bool), tell func(t Threshold, exceeded bool, value float64)) {
	for i, t := range a.thresholds {
		value, complete := figure(t.Resource)
		switch {
		case !a.exceeded[i] && value >= t.At:
		case a.exceeded[i] && complete && value < t.Below:
		default:
			continue
		}
		a.exceeded[i] = !a.exceeded[i]
		tell(t, a.exceeded[i], value)
	}
}

// alarm emits the event of a threshold.
func (b *bus) alarm(exceeded, recovered EventName, md Metadata) func(Threshold, bool, float64) {
	return func(t Threshold, is bool, value float64) {
		name, limit := exceeded, t.At
		if !is {
			name, limit = recovered, t.Below
		}
		md.Resource = t.Resource
		b.emit(name, Measurements{Value: &value, Threshold: &limit}, md)
	}
}

// WithThresholds sets a sandbox's thresholds, in place of
// Config.Monitor.SandboxThresholds; none turns them off.
func WithThresholds(t ...Threshold) Option {
	t = slices.Clone(t)
	return func(o *options) { o.thresholds, o.ownThresholds = t, true }
}
