// Package plot draws what was measured, as SVG.
package plot

import (
	"fmt"
	"io"
	"math"
	"slices"
	"time"

	"github.com/go-analyze/charts/chartdraw"

	"github.com/petri-lab/petri/internal/bench"
)

// HasLatency tells whether there is something for Latency to draw.
func HasLatency(r *bench.Report) bool { return len(drawable(r)) > 0 }

// HasScale tells whether there is something for Scale to draw.
func HasScale(r *bench.Report) bool { return len(r.Scale) > 1 }

// drawable are the entries with a distribution.
func drawable(r *bench.Report) []bench.Entry {
	return slices.DeleteFunc(slices.Concat(r.Operations, r.Baselines), func(e bench.Entry) bool {
		return e.Sample == nil || len(e.Percentiles) == 0
	})
}

// Latency draws how long each operation took: its percentiles from left to
// right, time upwards on a logarithmic axis.
func Latency(w io.Writer, r *bench.Report) error {
	lowest, highest := time.Duration(math.MaxInt64), time.Duration(0)
	c := chart("How long operations take", "percentile")
	entries := drawable(r)
	// The legend lists the slowest first, as the lines lie.
	slices.SortStableFunc(entries, func(a, b bench.Entry) int { return int(b.P50 - a.P50) })
	for i, e := range entries {
		line := chartdraw.ContinuousSeries{Name: e.Name, Style: stroke(i)}
		for percent, d := range e.Percentiles {
			line.XValues = append(line.XValues, float64(percent))
			line.YValues = append(line.YValues, math.Log10(float64(max(d, 1))))
		}
		lowest, highest = min(lowest, max(e.Percentiles[0], 1)), max(highest, e.Percentiles[100])
		c.Series = append(c.Series, line)
	}
	c.YAxis.Range, c.YAxis.Ticks = logarithmic(float64(lowest), float64(highest), func(v float64) string { return time.Duration(v).String() })
	c.XAxis.Range = &chartdraw.ContinuousRange{Min: 0, Max: 100}
	for percent := 0; percent <= 100; percent += 10 {
		c.XAxis.Ticks = append(c.XAxis.Ticks, chartdraw.Tick{Value: float64(percent), Label: fmt.Sprint(percent)})
	}
	return render(c, w)
}

// Scale draws what an evaluation costs while more and more sandboxes live: whether
// that is flat. The 99th percentiles of a shared machine would hide it.
func Scale(w io.Writer, r *bench.Report) error {
	c := chart("An evaluation by hot reload, while others live", "living sandboxes")
	lines := []struct {
		name string
		of   func(bench.Point) time.Duration
	}{
		{"median, ten in turn", func(p bench.Point) time.Duration { return p.P50 }},
		{"CPU, ten in turn", func(p bench.Point) time.Duration { return p.CPU }},
		{"CPU, all in turn", func(p bench.Point) time.Duration { return p.CPUOfAll }},
	}
	highest := 0.0
	for i, l := range lines {
		line := chartdraw.ContinuousSeries{Name: l.name, Style: stroke(i)}
		line.Style.DotWidth, line.Style.DotColor = 3, line.Style.StrokeColor
		for _, p := range r.Scale {
			ms := float64(l.of(p)) / float64(time.Millisecond)
			line.XValues = append(line.XValues, math.Log10(float64(p.Sandboxes)))
			line.YValues = append(line.YValues, ms)
			highest = max(highest, ms)
		}
		c.Series = append(c.Series, line)
	}
	first, last := r.Scale[0].Sandboxes, r.Scale[len(r.Scale)-1].Sandboxes
	c.XAxis.Range, c.XAxis.Ticks = logarithmic(float64(first), float64(last), func(v float64) string { return fmt.Sprint(int(v)) })
	// Zero is where the axis begins: the question is whether the lines are flat.
	step := niceStep(highest)
	top := math.Ceil(highest/step) * step
	c.YAxis.Range = &chartdraw.ContinuousRange{Min: 0, Max: top}
	for v := 0.0; v <= top+step/2; v += step {
		c.YAxis.Ticks = append(c.YAxis.Ticks, chartdraw.Tick{Value: v, Label: fmt.Sprintf("%g ms", math.Round(v*100)/100)})
	}
	return render(c, w)
}

// niceStep divides an axis into some six steps of 1, 2 or 5.
func niceStep(highest float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(highest/6)))
	for _, factor := range []float64{1, 2, 5} {
		if highest/(unit*factor) <= 6 {
			return unit * factor
		}
	}
	return unit * 10
}
