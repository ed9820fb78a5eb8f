package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/supervisor"
)

// JSON is one object: what Diagnosis prints for programs.
const JSON = "json"

// DiagnosisFormats lists the formats of Diagnosis.
func DiagnosisFormats() []string { return []string{Table, JSON} }

// Diagnosis prints a diagnosis. width is the terminal's; 0 means DefaultWidth.
func Diagnosis(w io.Writer, format string, width int, d *supervisor.Diagnosis) error {
	if format == JSON {
		return diagnosisJSON(w, d)
	}
	if width <= 0 {
		width = DefaultWidth
	}
	var b strings.Builder
	b.WriteString(diagnosisTable(width, d))
	proved := 0
	for _, g := range d.Guarantees {
		if g.Proved {
			proved++
		}
	}
	fmt.Fprintf(&b, "\n%d guarantees: %d proved, %d not\n", len(d.Guarantees), proved, len(d.Guarantees)-proved)
	advice(&b, "Not proved", d.Missing)
	advice(&b, "Could be better", d.Better)
	_, err := io.WriteString(w, b.String())
	return err
}

func diagnosisJSON(w io.Writer, d *supervisor.Diagnosis) error {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(struct {
		Proved bool `json:"proved"`
		*supervisor.Diagnosis
	}{d.Proved(), d})
	if err != nil {
		return fmt.Errorf("diagnosis cannot be encoded: %w", err)
	}
	_, err = w.Write(escapeControls(text.Bytes()))
	return err
}

// diagnosisRow is a line for one probe.
type diagnosisRow struct{ guarantee, mechanism, probe, happened, held string }

// diagnosisTable has a line for each probe. A guarantee stands in its first
// line only, its mechanisms below each other.
func diagnosisTable(width int, d *supervisor.Diagnosis) string {
	rows := []diagnosisRow{{"guarantee", "mechanism", "probe: a worker ...", "what happened", "held"}}
	for _, g := range d.Guarantees {
		mechanisms := strings.SplitAfter(Clean(g.Mechanism), "+")
		for i := range max(len(mechanisms), len(g.Probes)) {
			var r diagnosisRow
			if i == 0 {
				r.guarantee = Clean(string(g.Guarantee))
			}
			if i < len(mechanisms) {
				r.mechanism = mechanisms[i]
			}
			if i < len(g.Probes) {
				p := g.Probes[i]
				r.probe, r.happened, r.held = Clean(p.Tried), Clean(happened(p)), held(p)
			}
			rows = append(rows, r)
		}
	}
	widest := func(cell func(diagnosisRow) string) (w int) {
		for _, r := range rows {
			w = max(w, text.StringWidth(cell(r)))
		}
		return w
	}
	rest := width - 5*2 - // go-pretty's padding
		widest(func(r diagnosisRow) string { return r.guarantee }) -
		widest(func(r diagnosisRow) string { return r.mechanism }) -
		widest(func(r diagnosisRow) string { return r.held })
	probe := max(minMessage, min(rest/2, widest(func(r diagnosisRow) string { return r.probe })))

	t := table.NewWriter()
	t.SetStyle(style())
	t.SetColumnConfigs([]table.ColumnConfig{
		{Number: 3, WidthMax: probe, WidthMaxEnforcer: text.WrapSoft},
		{Number: 4, WidthMax: max(minMessage, rest-probe), WidthMaxEnforcer: text.WrapSoft},
	})
	for i, r := range rows {
		cells := table.Row{r.guarantee, r.mechanism, r.probe, r.happened, r.held}
		if i == 0 {
			t.AppendHeader(cells)
		} else {
			t.AppendRow(cells)
		}
	}
	var b strings.Builder
	for line := range strings.Lines(t.Render() + "\n") {
		b.WriteString(strings.TrimRight(line, " \n") + "\n")
	}
	return b.String()
}

// happened is what a line says of a probe's fate.
func happened(p supervisor.Probe) string {
	switch {
	case p.Error != "":
		return "no result: " + p.Error
	case p.Verdict != "" && p.Verdict != supervisor.OK:
		return fmt.Sprintf("%s: %s", p.Verdict, p.Happened)
	}
	return p.Happened
}

func held(p supervisor.Probe) string {
	switch {
	case p.Held:
		return "yes"
	case p.Error != "":
		return "?"
	}
	return "NO"
}

// advice prints what is lacking under a heading, and what to do; once where
// several guarantees have the same reason.
func advice(b *strings.Builder, heading string, all []jail.Unmet) {
	if len(all) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s:\n", heading)
	for i, u := range all {
		same := func(o jail.Unmet) bool { return o.Found == u.Found && o.Remedy == u.Remedy }
		if slices.ContainsFunc(all[:i], same) {
			continue
		}
		var lacks []string
		for _, o := range all[i:] {
			if same(o) {
				lacks = append(lacks, Clean(fmt.Sprintf("%s (%s)", o.Guarantee, o.Tried)))
			}
		}
		fmt.Fprintf(b, "  %s\n    found: %s\n", strings.Join(lacks, ", "), Clean(strings.ReplaceAll(u.Found, "\n", "; ")))
		if u.Remedy != "" {
			fmt.Fprintf(b, "    remedy: %s\n", Clean(u.Remedy))
		}
	}
}
