package plot

import (
	"io"
	"math"

	"github.com/go-analyze/charts/chartdraw"
	"github.com/go-analyze/charts/chartdraw/drawing"
)

// Size of a picture in pixels. The legend is at the left.
const (
	width  = 960
	height = 540
	legend = 230
	top    = 50
)

func chart(title, x string) chartdraw.Chart {
	grid := chartdraw.Style{StrokeColor: drawing.ColorFromHex("dddddd"), StrokeWidth: 1}
	return chartdraw.Chart{
		Title:      title,
		Width:      width,
		Height:     height,
		Background: chartdraw.Style{Padding: chartdraw.Box{Top: top, Left: legend, Right: 20, Bottom: 20}},
		XAxis:      chartdraw.XAxis{Name: x, GridMajorStyle: grid},
		YAxis:      chartdraw.YAxis{GridMajorStyle: grid},
		// The library would draw a second axis without ticks.
		YAxisSecondary: chartdraw.YAxis{Style: chartdraw.Hidden()},
	}
}

// stroke tells lines apart by colour and, once those are used up, by dashes.
func stroke(i int) chartdraw.Style {
	// Okabe and Ito's colours, which the colour-blind can tell apart.
	colours := []string{"0072b2", "d55e00", "009e73", "cc79a7", "e69f00", "56b4e9", "000000"}
	s := chartdraw.Style{StrokeColor: drawing.ColorFromHex(colours[i%len(colours)]), StrokeWidth: 2}
	switch i / len(colours) {
	case 1:
		s.StrokeDashArray = []float64{6, 3}
	case 2:
		s.StrokeDashArray = []float64{2, 2}
	}
	return s
}

// logarithmic makes an axis for base-10 logarithms from lowest to highest, with
// ticks at 1, 2 and 5, or at powers only if there are many. It is the values
// that are logarithms: the library's own logarithmic range begins to count at
// its lowest value.
func logarithmic(lowest, highest float64, label func(float64) string) (*chartdraw.ContinuousRange, []chartdraw.Tick) {
	factors := []float64{1, 2, 5}
	if math.Log10(highest/lowest) > 2.5 {
		factors = factors[:1]
	}
	from, to := math.Floor(math.Log10(lowest)), math.Ceil(math.Log10(highest))
	var ticks []chartdraw.Tick
	for exponent := from; exponent <= to; exponent++ {
		for _, f := range factors {
			v := f * math.Pow(10, exponent)
			ticks = append(ticks, chartdraw.Tick{Value: math.Log10(v), Label: label(v)})
		}
	}
	// One tick beyond each end.
	first, last := 0, len(ticks)-1
	for first < last && ticks[first+1].Value <= math.Log10(lowest)+tolerance {
		first++
	}
	for last > first && ticks[last-1].Value >= math.Log10(highest)-tolerance {
		last--
	}
	ticks = ticks[first : last+1]
	return &chartdraw.ContinuousRange{Min: ticks[0].Value, Max: ticks[len(ticks)-1].Value}, ticks
}

const tolerance = 1e-9

func render(c chartdraw.Chart, w io.Writer) error {
	c.Elements = []chartdraw.Renderable{legendOf(c.Series)}
	return c.Render(chartdraw.SVG, w)
}

// legendOf names the lines. The library's own legend draws over names where the
// viewer's font is wider than the library's.
func legendOf(lines []chartdraw.Series) chartdraw.Renderable {
	const left, stroke, gap, height = 20, 30, 10, 22
	return func(r chartdraw.Renderer, _ chartdraw.Box, defaults chartdraw.Style) {
		for i, line := range lines {
			y := top + height/2 + i*height
			line.GetStyle().WriteDrawingOptionsToRenderer(r)
			r.MoveTo(left, y)
			r.LineTo(left+stroke, y)
			r.Stroke()
			style := chartdraw.Style{FontStyle: chartdraw.FontStyle{FontSize: 9, FontColor: drawing.ColorBlack, Font: defaults.GetFont()}}
			style.WriteToRenderer(r)
			r.Text(line.GetName(), left+stroke+gap, y+4)
		}
	}
}
