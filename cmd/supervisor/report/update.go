package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/petri-lab/petri/supervisor"
	"github.com/petri-lab/petri/watch"
)

// Text is a line for people.
const Text = "text"

// UpdateFormats lists the formats that Update knows.
func UpdateFormats() []string { return []string{Text, NDJSON} }

// Update prints what became of one change of a file, as one line. Colour is for
// text on a terminal.
func Update(w io.Writer, format string, colour bool, u watch.Update) error {
	if format == NDJSON {
		return updateJSON(w, u)
	}
	_, err := fmt.Fprintln(w, updateText(u, colour))
	return err
}

func updateText(u watch.Update, colour bool) string {
	parts := []string{u.Time.Format(time.TimeOnly)}
	if u.Path != "" {
		parts = append(parts, Clean(u.Path))
	}
	paint := func(c text.Color, s string) {
		if colour {
			// Not by the library's own judgement of the terminal: we know it.
			s = c.EscapeSeq() + s + text.EscapeReset
		}
		parts = append(parts, s)
	}
	result := u.Result()
	switch {
	case u.Err != nil:
		paint(text.FgYellow, "error")
		parts = append(parts, Clean(u.Err.Error()))
	case u.Unchanged():
		parts = append(parts, "unchanged")
	case result.Verdict == supervisor.OK:
		paint(text.FgGreen, string(result.Verdict))
		parts = append(parts, answers(u)...)
	default:
		paint(text.FgRed, Clean(string(result.Verdict)))
		parts = append(parts, ellipsis(Clean(Row{Result: result}.message()), maxReason))
	}
	return strings.Join(append(parts, serves(u)...), "  ")
}

// answers is what an evaluation found.
func answers(u watch.Update) []string {
	r := u.Evaluated
	if r == nil {
		return []string{"loaded"}
	}
	var parts []string
	switch {
	case r.Score != nil:
		parts = append(parts, fmt.Sprintf("score %.4g", *r.Score))
	case len(r.Value) > 0:
		parts = append(parts, ellipsis(Clean(string(r.Value)), maxShown))
	case r.Stdout != "":
		parts = append(parts, ellipsis(Clean(strings.TrimSpace(r.Stdout)), maxShown))
	}
	return append(parts, r.Usage.Wall.Round(time.Microsecond).String())
}

// serves is what the sandbox does now.
func serves(u watch.Update) []string {
	var parts []string
	switch {
	case u.Kept:
		parts = append(parts, fmt.Sprintf("version %d keeps serving", u.Serving))
	case u.Serving > 0:
		parts = append(parts, fmt.Sprintf("version %d", u.Serving))
	case u.Loaded != nil:
		parts = append(parts, "nothing serves yet")
	}
	if u.Renewed {
		parts = append(parts, "in a new sandbox, as a module is gone")
	}
	if u.Stale {
		parts = append(parts, "a module that is gone from the files still serves")
	}
	return parts
}

// maxShown and maxReason are how many characters of them fit into a line.
const (
	maxShown  = 100
	maxReason = 300
)

func ellipsis(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "..."
	}
	return s
}

// updateJSON prints the update's fields, the verdict that counts and the error
// as text.
func updateJSON(w io.Writer, u watch.Update) error {
	out := struct {
		watch.Update
		Verdict supervisor.Verdict `json:"verdict,omitempty"`
		Score   *float64           `json:"score,omitempty"`
		Error   string             `json:"error,omitempty"`
	}{Update: u, Verdict: u.Verdict()}
	if r := u.Evaluated; r != nil {
		out.Score = r.Score
	}
	if u.Err != nil {
		out.Error = u.Err.Error()
	}
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(out); err != nil {
		return fmt.Errorf("update of %q cannot be encoded: %w", u.Path, err)
	}
	_, err := w.Write(escapeControls(line.Bytes()))
	return err
}
