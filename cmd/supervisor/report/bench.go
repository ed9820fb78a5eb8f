package report

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/petri-lab/petri/internal/bench"
)

// Markdown is what a document holds.
const Markdown = "markdown"

// BenchFormats lists the formats of Bench.
func BenchFormats() []string { return []string{Table, JSON, Markdown} }

// Bench prints what was measured. width is the terminal's; 0 means DefaultWidth.
func Bench(w io.Writer, format string, width int, r *bench.Report) error {
	if format == JSON {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(r)
	}
	if width <= 0 {
		width = DefaultWidth
	}
	p := benchPrinter{width: width, markdown: format == Markdown}
	p.machine(r.Machine)
	p.section("Operations", entryTable(r.Operations, true))
	p.section("Without Petri", entryTable(r.Baselines, false))
	p.section("Evaluations by hot reload against the number of living sandboxes", scaleTable(r.Scale))
	p.skipped(r)
	_, err := io.WriteString(w, p.b.String())
	return err
}

type benchPrinter struct {
	b        strings.Builder
	width    int
	markdown bool
}

func (p *benchPrinter) machine(m bench.Machine) {
	fmt.Fprintf(&p.b, "%s: %d processors, %s of memory, Linux %s, %s, petri %s, uid %d, %s\n",
		Clean(m.CPU), m.Processors, humanize.IBytes(uint64(m.Memory)), Clean(m.Kernel), m.Go, m.Petri, m.User, m.Time.Format(time.RFC3339))
	var layers []string
	for _, guarantee := range slices.Sorted(maps.Keys(m.Isolation)) {
		layers = append(layers, guarantee+": "+m.Isolation[guarantee])
	}
	if len(layers) > 0 {
		fmt.Fprintf(&p.b, "\nIn force: %s\n", strings.Join(layers, ", "))
	}
}

func (p *benchPrinter) section(title string, t table.Writer) {
	if t.Length() == 0 {
		return
	}
	if p.markdown {
		fmt.Fprintf(&p.b, "\n### %s\n\n%s\n", title, t.RenderMarkdown())
		return
	}
	t.SetStyle(style())
	fmt.Fprintf(&p.b, "\n%s\n", title)
	for line := range strings.Lines(t.Render() + "\n") {
		p.b.WriteString(strings.TrimRight(line, " \n") + "\n")
	}
}

func (p *benchPrinter) skipped(r *bench.Report) {
	for _, e := range slices.Concat(r.Operations, r.Baselines) {
		if e.Skipped != "" {
			fmt.Fprintf(&p.b, "\nnot measured: %s (%s): %s\n", e.Name, e.What, Clean(e.Skipped))
		}
	}
}

// entryTable has a line for each thing that was measured.
func entryTable(entries []bench.Entry, operations bool) table.Writer {
	t := table.NewWriter()
	header := table.Row{"", "n", "p50", "p90", "p99", "spread", "a second", "CPU"}
	if operations {
		header = append(header, "ratio", "claimed")
	}
	t.AppendHeader(header)
	var configs []table.ColumnConfig
	for number := 2; number <= len(header); number++ {
		configs = append(configs, table.ColumnConfig{Number: number, Align: text.AlignRight, AlignHeader: text.AlignRight})
	}
	t.SetColumnConfigs(append(configs, table.ColumnConfig{Number: 1, WidthMax: 44, WidthMaxEnforcer: text.WrapSoft}))
	for _, e := range entries {
		if e.Sample == nil {
			continue
		}
		what := e.What
		if e.Note != "" {
			what += ", " + e.Note
		}
		row := table.Row{
			e.Name + ": " + what, e.Count, precise(e.P50), precise(e.P90), precise(e.P99),
			fmt.Sprintf("%.0f %%", 100*e.Spread), rate(e.Rate), precise(e.CPU),
		}
		if operations {
			row = append(row, ratio(e), claimed(e.Claim))
		}
		t.AppendRow(row)
	}
	return t
}

// claimed is what the description claims.
func claimed(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return "< " + d.String()
}

// ratio tells how an operation compares with bare processes.
func ratio(e bench.Entry) string {
	switch {
	case e.Ratio == 0:
		return ""
	case e.Ratio < 0.01:
		return "< 0.01"
	}
	return fmt.Sprintf("%.2f", e.Ratio)
}

func rate(r float64) string {
	if r < 100 {
		return fmt.Sprintf("%.1f", r)
	}
	return humanize.Comma(int64(r))
}

// precise has three significant digits.
func precise(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d >= 100*time.Millisecond:
		return d.Round(time.Millisecond).String()
	case d >= 10*time.Millisecond:
		return d.Round(100 * time.Microsecond).String()
	case d >= time.Millisecond:
		return d.Round(10 * time.Microsecond).String()
	case d >= 10*time.Microsecond:
		return d.Round(100 * time.Nanosecond).String()
	}
	return d.Round(time.Nanosecond).String()
}

func scaleTable(points []bench.Point) table.Writer {
	t := table.NewWriter()
	t.AppendHeader(table.Row{"sandboxes", "n", "p50", "p99", "CPU", "a second", "CPU, all in turn", "memory each", "at rest"})
	var configs []table.ColumnConfig
	for number := 1; number <= 9; number++ {
		configs = append(configs, table.ColumnConfig{Number: number, Align: text.AlignRight, AlignHeader: text.AlignRight})
	}
	t.SetColumnConfigs(configs)
	for _, p := range points {
		t.AppendRow(table.Row{p.Sandboxes, p.Count, precise(p.P50), precise(p.P99), precise(p.CPU), rate(p.Rate), precise(p.CPUOfAll), megabytes(p.Memory), megabytes(p.MemoryAtRest)})
	}
	return t
}

// megabytes is "?" for what nobody was allowed to know.
func megabytes(n int64) string {
	if n == 0 {
		return "?"
	}
	return fmt.Sprintf("%.2f MB", float64(n)/1e6)
}
