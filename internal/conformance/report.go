package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
)

// A report is what one comparison came to.
type report struct {
	Go        string     `json:"go"`
	Languages string     `json:"language"`
	Findings  []*finding `json:"findings"`

	corpora []*corpus
	known   map[string]known
}

// unknownSilent are the silent differences that are not on the list of known
// ones: what must not be.
func (r *report) unknownSilent() []*finding {
	var found []*finding
	for _, f := range r.Findings {
		if f.Class == silent && r.known[f.id()].class != silent {
			found = append(found, f)
		}
	}
	return found
}

// healed are the names of known differences that are none any more.
func (r *report) healed() []string {
	var names []string
	for _, f := range r.Findings {
		if k, is := r.known[f.id()]; is && f.Class == same && k.class != same {
			names = append(names, f.id())
		}
	}
	return names
}

// writeJSON writes everything but the programs' output where nothing differs.
func (r *report) writeJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	return enc.Encode(r)
}

// writeTable writes the numbers.
func (r *report) writeTable(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(t, "corpus\tprograms\tcompared\t")
	for _, c := range classes() {
		fmt.Fprintf(t, "%s\t", c)
	}
	fmt.Fprintln(t, "same of compared\t")
	for _, c := range r.corpora {
		r.writeRow(t, c)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, c := range r.corpora {
		fmt.Fprintf(w, "\n%s: %s\n", c.name, c.what)
		r.writeReasons(w, c, refusal, "refused", func(f *finding) string { return f.Rule })
		r.writeReasons(w, c, outside, "outside the profile", func(f *finding) string { return f.Why })
		r.writeReasons(w, c, excluded, "excluded", func(f *finding) string {
			reason, _, _ := strings.Cut(f.Why, ":")
			return reason
		})
	}
	return nil
}

func (r *report) writeRow(t io.Writer, c *corpus) {
	counts := map[class]int{}
	total := 0
	for _, f := range r.of(c) {
		counts[f.Class]++
		total++
	}
	compared := total - counts[outside] - counts[excluded] - counts[trouble]
	fmt.Fprintf(t, "%s\t%d\t%d\t", c.name, total, compared)
	for _, class := range classes() {
		fmt.Fprintf(t, "%d\t", counts[class])
	}
	fmt.Fprintf(t, "%.1f %%\t\n", 100*float64(counts[same])/float64(max(compared, 1)))
}

// writeReasons counts the findings of a class by what key says of them, the
// most frequent first.
func (r *report) writeReasons(w io.Writer, c *corpus, of class, title string, key func(*finding) string) {
	counts := map[string]int{}
	for _, f := range r.of(c) {
		if f.Class == of {
			counts[key(f)]++
		}
	}
	if len(counts) == 0 {
		return
	}
	fmt.Fprintf(w, "  %s:\n", title)
	for _, k := range slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(-cmp.Compare(counts[a], counts[b]), cmp.Compare(a, b))
	}) {
		fmt.Fprintf(w, "  %5d  %s\n", counts[k], k)
	}
}

func (r *report) of(c *corpus) []*finding {
	return slices.DeleteFunc(slices.Clone(r.Findings), func(f *finding) bool { return f.Corpus != c.name })
}

// writeList writes a line for each finding of the classes.
func (r *report) writeList(w io.Writer, wanted []class) {
	for _, c := range wanted {
		for _, f := range r.Findings {
			if f.Class != c {
				continue
			}
			why := f.Why
			if f.Rule != "" {
				why = f.Rule + ": " + why
			}
			if k, is := r.known[f.id()]; is {
				why += " (known: " + k.cause + ")"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\n", c, f.id(), why)
		}
	}
}

// sort orders the findings by corpus and name.
func (r *report) sort() {
	slices.SortFunc(r.Findings, func(f, g *finding) int {
		return cmp.Or(cmp.Compare(f.Corpus, g.Corpus), cmp.Compare(f.Name, g.Name))
	})
}
