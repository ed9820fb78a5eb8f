package config

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// Write prints what is in force for all sandboxes as a file that ReadFile
// takes, each line with its origin. What cannot stand in a file because nobody
// has set it is a comment. Overrides and custom profiles are not part of it.
func (s *Settings) Write(out io.Writer) error {
	entries, err := s.Entries()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	table := ""
	for _, e := range entries {
		if e.table() != table {
			table = e.table()
			// A line without a tab begins new columns.
			fmt.Fprintf(w, "\n[%s]\n", table)
		}
		name := e.Key[strings.LastIndexByte(e.Key, '.')+1:]
		if e.Value == "" {
			fmt.Fprintf(w, "# %s\t# %s\n", name, e.Origin)
			continue
		}
		fmt.Fprintf(w, "%s = %s\t# %s\n", name, e.Value, oneLine(e.Origin))
	}
	return w.Flush()
}

// oneLine keeps an origin, which may be any path, within its comment.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '?'
		}
		return r
	}, s)
}
