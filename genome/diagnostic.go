package genome

import (
	"fmt"
	"strings"
)

// A Diagnostic is one thing that is wrong with a source, at a position.
// Line and Column count from 1 (Column in bytes, as the Go compiler counts);
// they are 0 where no position is known.
type Diagnostic struct {
	// Rule names the check that found it: "parse", "import", "goroutine",
	// "link", "init" and so on.
	Rule    string `json:"rule,omitempty"`
	Message string `json:"message"`
	// Module is the import name of the module, File the file within it.
	Module string `json:"module,omitempty"`
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

// String formats a diagnostic the way compilers do: file:line:col: message.
func (d Diagnostic) String() string {
	var b strings.Builder
	if d.File != "" {
		b.WriteString(d.File)
		if d.Line > 0 {
			fmt.Fprintf(&b, ":%d", d.Line)
			if d.Column > 0 {
				fmt.Fprintf(&b, ":%d", d.Column)
			}
		}
		b.WriteString(": ")
	}
	b.WriteString(d.Message)
	return b.String()
}
