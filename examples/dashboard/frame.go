package main

import (
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/petri-lab/petri/supervisor"
)

// frame draws a board: less than height lines, if that is enough for the head,
// of at most width columns. A genome has written none of it.
func frame(b *board, now time.Time, width, height int, colour bool) string {
	lines := []string{
		fmt.Sprintf("population %s   generation %d   %d alive, %d born, %d dead, %d restarts", orNone(b.population), b.generation, len(b.rows), b.born, b.dead, b.restarts),
		fmt.Sprintf("%d runs   %s", b.runs, verdicts(b.verdicts)),
		fmt.Sprintf("best %s   %s", score(b.best), curve(b.history, max(10, width-20))),
		"",
		"  SANDBOX         GEN  STATE            VER  RUNS  FAIL  LAST            TIME       SCORE",
	}
	if b.dropped > 0 {
		lines[1] += fmt.Sprintf("   %d events dropped", b.dropped)
	}
	ranking := b.ranking()
	room := max(1, height-1-len(lines)) // the last line of a terminal would scroll
	for i, r := range ranking {
		if i == room-1 && len(ranking) > room {
			lines = append(lines, fmt.Sprintf("  ... and %d more", len(ranking)-i))
			break
		}
		lines = append(lines, r.line(now))
	}
	var out strings.Builder
	for i, l := range lines {
		if runes := []rune(l); len(runes) > width {
			l = string(runes[:width])
		}
		if colour {
			l = paint(l, i) + "\x1b[K" // the line that was here may have been longer
		}
		out.WriteString(l + "\n")
	}
	return out.String()
}

func (r *row) line(now time.Time) string {
	state := string(r.state)
	if r.state == running {
		state = fmt.Sprintf("%s %.1fs", running, now.Sub(r.since).Seconds())
	}
	took := ""
	if r.runs > 0 {
		took = r.took.Round(10 * time.Microsecond).String()
	}
	return strings.TrimRight(fmt.Sprintf("  %-14s %4d  %-15s %4d  %4d  %4d  %-14s  %-9s  %s %s",
		r.id, r.generation, state, r.version, r.runs, r.failures, r.last, took, score(r.score), bar(r.score)), " ")
}

// paint colours a line by what it says.
func paint(line string, i int) string {
	const bold, red, green = "\x1b[1m", "\x1b[31m", "\x1b[32m"
	colour := ""
	switch {
	case i < 3:
		colour = bold
	case i == 4:
		colour = "\x1b[7m"
	case strings.Contains(line, string(dead)), strings.Contains(line, string(gaveUp)):
		colour = red
	case strings.Contains(line, string(running)):
		colour = green
	default:
		return line
	}
	return colour + line + "\x1b[0m"
}

// verdicts are counts in the documented order.
func verdicts(counts map[supervisor.Verdict]int) string {
	var parts []string
	for _, v := range supervisor.Verdicts() {
		if n := counts[v]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", v, n))
		}
	}
	return strings.Join(parts, "  ")
}

func score(s float64) string {
	if math.IsNaN(s) {
		return "    -"
	}
	return fmt.Sprintf("%5.3f", s)
}

// bar is a score between 0 and 1 as a line.
func bar(s float64) string {
	if !(s > 0) {
		return ""
	}
	return strings.Repeat("█", int(math.Round(10*min(s, 1))))
}

// curve draws values over time, in as many columns at most.
func curve(values []float64, columns int) string {
	levels := []rune("▁▂▃▄▅▆▇█")
	values = values[max(0, len(values)-columns):]
	var b strings.Builder
	for _, v := range values {
		b.WriteRune(levels[int(max(0, min(v, 1))*float64(len(levels)-1)+0.5)])
	}
	return b.String()
}

func orNone(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
