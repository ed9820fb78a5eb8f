package genome

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode"
)

// WriteRecords writes one line of JSON for each record.
func WriteRecords(w io.Writer, records iter.Seq[Record]) error {
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for r := range records {
		if err := enc.Encode(r); err != nil {
			return fmt.Errorf("writing the record of %.100q: %w", r.ID, err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing records: %w", err)
	}
	return nil
}

// WriteDOT writes records, parents before their children, as a directed graph
// in Graphviz's language: a node for each individual, an arrow from each parent
// with the mutation on it. The dead are grey; a parent without a record is
// dotted.
func WriteDOT(w io.Writer, records iter.Seq[Record]) error {
	d := dot{out: bufio.NewWriter(w), seen: map[uint64]struct{}{}}
	d.print("digraph lineage {\n\tnode [shape=box];\n")
	for r := range records {
		d.individual(&r)
	}
	d.print("}\n")
	if d.err == nil {
		d.err = d.out.Flush()
	}
	if d.err != nil {
		return fmt.Errorf("writing a graph: %w", d.err)
	}
	return nil
}

// dot writes statements until one fails.
type dot struct {
	out  *bufio.Writer
	seen map[uint64]struct{} // serials that have a node
	err  error
}

func (d *dot) print(format string, args ...any) {
	if d.err == nil {
		_, d.err = fmt.Fprintf(d.out, format, args...)
	}
}

func (d *dot) individual(r *Record) {
	d.seen[r.Serial] = struct{}{}
	label := []string{r.ID, fmt.Sprintf("generation %d", r.Generation)}
	if r.Score != nil {
		label = append(label, fmt.Sprintf("score %.6g", *r.Score))
	}
	color := ""
	if !r.Alive() {
		color = ", color=gray, fontcolor=gray"
	}
	d.print("\tn%d [label=%s%s];\n", r.Serial, quoteDOT(strings.Join(label, "\n")), color)
	for i, parent := range r.ParentSerials {
		if i > 0 && parent == r.ParentSerials[0] {
			continue
		}
		if _, ok := d.seen[parent]; !ok {
			d.seen[parent] = struct{}{}
			d.print("\tn%d [label=%s, style=dotted];\n", parent, quoteDOT(r.Parents[i]))
		}
		d.print("\tn%d -> n%d", parent, r.Serial)
		if r.Mutation != "" {
			d.print(" [label=%s]", quoteDOT(r.Mutation))
		}
		d.print(";\n")
	}
}

// quoteDOT makes text a label that reads as the text does. In a quoted string of
// the language only the quote is special, but in a label a backslash begins an
// escape and an ampersand an entity.
func quoteDOT(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range strings.ToValidUTF8(text, "\uFFFD") {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '&':
			b.WriteString("&amp;")
		case r == '\n':
			b.WriteString(`\n`)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		default:
			b.WriteRune('\uFFFD')
		}
	}
	b.WriteByte('"')
	return b.String()
}
