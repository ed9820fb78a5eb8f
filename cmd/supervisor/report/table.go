package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/petri-lab/petri/supervisor"
)

// DefaultWidth is how wide a table becomes that does not go to a terminal.
const DefaultWidth = 120

const (
	narrow     = 100 // below this the columns of time and memory are left out
	minGenome  = 10  // columns that a genome's name gets in any case
	minMessage = 16  // columns that a message gets in any case
	fitMessage = 24  // columns that messages get before names get what they need
	maxAnswer  = 24  // columns of a score, value or output; half if narrow
	maxLines   = 4   // lines that one message may take
)

// tablePrinter keeps all rows until Close: a column's width depends on all of
// them.
type tablePrinter struct {
	w     io.Writer
	o     Options
	rows  []tableRow
	total tally
}

type tableRow struct {
	genome, verdict, answer, time, memory, message string
}

func newTable(w io.Writer, o Options) *tablePrinter {
	if o.Width <= 0 {
		o.Width = DefaultWidth
	}
	return &tablePrinter{w: w, o: o}
}

func (p *tablePrinter) Add(r Row) error {
	res := r.Result
	p.rows = append(p.rows, tableRow{
		genome:  Clean(res.Genome),
		verdict: Clean(string(res.Verdict)),
		answer:  cut(Clean(answer(res, p.o.Answer)), p.maxAnswer()),
		time:    duration(res.Usage.Wall),
		memory:  memory(res.Usage.PeakMemory),
		message: Clean(r.message()),
	})
	p.total.add(r)
	return nil
}

func (p *tablePrinter) Close() error {
	if len(p.rows) == 0 {
		return nil
	}
	genome, message := p.layout()
	t := table.NewWriter()
	t.SetStyle(style())
	t.SetColumnConfigs(p.columns(message))
	t.AppendHeader(p.header().cells(p.wide()))
	for _, r := range p.rows {
		r.genome = cutLeft(r.genome, genome)
		r.message = cut(r.message, message*maxLines)
		t.AppendRow(r.cells(p.wide()))
	}
	var b strings.Builder
	for line := range strings.Lines(t.Render() + "\n") {
		b.WriteString(strings.TrimRight(line, " \n") + "\n")
	}
	_, err := fmt.Fprintf(p.w, "%s\n%s\n", b.String(), p.total.String())
	return err
}

func (p *tablePrinter) header() tableRow {
	return tableRow{"genome", "verdict", string(p.o.Answer), "time", "memory", "message"}
}

// layout returns how wide the names of genomes and the messages may be: they
// share what the other columns leave. A message may take more lines, so a name
// gets what it needs first, if need be without the directory that it shares
// with all others.
func (p *tablePrinter) layout() (genome, message int) {
	name := func(r tableRow) string { return r.genome }
	rest := p.o.Width - p.widest(func(r tableRow) string { return r.verdict }) -
		p.widest(func(r tableRow) string { return r.answer })
	columns := 4
	if p.wide() {
		rest -= p.widest(func(r tableRow) string { return r.time }) +
			p.widest(func(r tableRow) string { return r.memory })
		columns = 6
	}
	rest -= 2 * columns // go-pretty's padding
	limit := max(minGenome, rest-fitMessage, rest-p.widest(func(r tableRow) string { return r.message }))
	if p.widest(name) > limit {
		p.shorten()
	}
	genome = min(p.widest(name), limit)
	return genome, max(minMessage, rest-genome)
}

// shorten takes the directory that all genomes have in common out of their
// names.
func (p *tablePrinter) shorten() {
	common := p.rows[0].genome
	for _, r := range p.rows {
		n := 0
		for n < min(len(common), len(r.genome)) && common[n] == r.genome[n] {
			n++
		}
		common = common[:n]
	}
	common = common[:strings.LastIndexByte(common, '/')+1]
	for i := range p.rows {
		p.rows[i].genome = strings.TrimPrefix(p.rows[i].genome, common)
	}
}

func style() table.Style {
	s := table.StyleLight
	s.Options = table.OptionsNoBordersAndSeparators
	s.Options.SeparateHeader = true
	s.Format.Header = text.FormatDefault
	return s
}

func (p *tablePrinter) columns(message int) []table.ColumnConfig {
	last := 4
	configs := []table.ColumnConfig{{Number: 3, Align: p.align(), AlignHeader: p.align()}}
	if p.wide() {
		last = 6
		configs = append(configs,
			table.ColumnConfig{Number: 4, Align: text.AlignRight, AlignHeader: text.AlignRight},
			table.ColumnConfig{Number: 5, Align: text.AlignRight, AlignHeader: text.AlignRight})
	}
	return append(configs, table.ColumnConfig{Number: last, WidthMax: message, WidthMaxEnforcer: text.WrapSoft})
}

// wide says whether there is room for all columns.
func (p *tablePrinter) wide() bool { return p.o.Width >= narrow }

func (p *tablePrinter) maxAnswer() int {
	if p.wide() {
		return maxAnswer
	}
	return maxAnswer / 2
}

// align puts numbers to the right and text to the left.
func (p *tablePrinter) align() text.Align {
	if p.o.Answer == Score {
		return text.AlignRight
	}
	return text.AlignLeft
}

// widest is the width of a column.
func (p *tablePrinter) widest(cell func(tableRow) string) int {
	w := text.StringWidth(cell(p.header()))
	for _, r := range p.rows {
		w = max(w, text.StringWidth(cell(r)))
	}
	return w
}

func (r tableRow) cells(wide bool) table.Row {
	if wide {
		return table.Row{r.genome, r.verdict, r.answer, r.time, r.memory, r.message}
	}
	return table.Row{r.genome, r.verdict, r.answer, r.message}
}

// answer is what a result has to say under the heading a.
func answer(r *supervisor.Result, a Answer) string {
	switch a {
	case Score:
		if r.Score != nil {
			return strconv.FormatFloat(*r.Score, 'g', 4, 64)
		}
	case Value:
		return string(r.Value)
	case Output:
		return strings.TrimRight(r.Stdout, "\r\n")
	}
	return ""
}

// duration has three significant digits or so: 1.23s, 45.6ms, 789µs.
func duration(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d >= time.Second:
		return d.Round(10 * time.Millisecond).String()
	case d >= time.Millisecond:
		return d.Round(100 * time.Microsecond).String()
	default:
		return d.Round(time.Microsecond).String()
	}
}

// memory is empty where it is not known: no measurement is not zero bytes.
func memory(n int64) string {
	if n <= 0 {
		return ""
	}
	return humanize.IBytes(uint64(n))
}
