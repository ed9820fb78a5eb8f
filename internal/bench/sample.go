package bench

import (
	"slices"
	"time"
)

// A Sample summarises how long repetitions of one thing took.
type Sample struct {
	Count int           `json:"count"`
	Min   time.Duration `json:"min_ns"`
	P50   time.Duration `json:"p50_ns"`
	P90   time.Duration `json:"p90_ns"`
	P99   time.Duration `json:"p99_ns"`
	Max   time.Duration `json:"max_ns"`
	Mean  time.Duration `json:"mean_ns"`
	// Spread is how far apart the middle half lies, as a share of the median:
	// (p75-p25)/p50.
	Spread float64 `json:"spread"`
	// Percentiles are the 0th to the 100th, if there are enough to draw them.
	Percentiles []time.Duration `json:"percentiles_ns,omitempty"`
}

// enough is how many repetitions have percentiles worth drawing.
const enough = 20

// summarise sorts durations in place. There must be at least one.
func summarise(durations []time.Duration) Sample {
	slices.Sort(durations)
	at := func(percent int) time.Duration { return durations[(len(durations)-1)*percent/100] }
	s := Sample{
		Count: len(durations),
		Min:   durations[0],
		P50:   at(50),
		P90:   at(90),
		P99:   at(99),
		Max:   durations[len(durations)-1],
	}
	var sum time.Duration
	for _, d := range durations {
		sum += d
	}
	s.Mean = sum / time.Duration(len(durations))
	if s.P50 > 0 {
		s.Spread = float64(at(75)-at(25)) / float64(s.P50)
	}
	if len(durations) >= enough {
		for percent := range 101 {
			s.Percentiles = append(s.Percentiles, at(percent))
		}
	}
	return s
}
