package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// ndjson prints one Result a line, at once.
type ndjson struct {
	w io.Writer
}

func (p *ndjson) Add(r Row) error {
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(r.Result); err != nil {
		return fmt.Errorf("result of %q cannot be encoded: %w", r.Result.Genome, err)
	}
	// One write a line: a reader at the other end of a pipe sees whole lines.
	_, err := p.w.Write(escapeControls(line.Bytes()))
	return err
}

func (p *ndjson) Close() error { return nil }

// escapeControls escapes DEL and the C1 controls, which encoding/json leaves
// as they are although terminals obey them. In valid JSON they occur only
// within strings, where the escape means the same.
func escapeControls(line []byte) []byte {
	const del = 0x7f
	var out []byte // nil as long as nothing had to be escaped
	start := 0
	for i := 0; i < len(line); i++ {
		var r byte
		n := 1
		switch {
		case line[i] == del:
			r = del
		case line[i] == 0xc2 && i+1 < len(line) && line[i+1] >= 0x80 && line[i+1] <= 0x9f:
			r = line[i+1] // U+0080 to U+009F in UTF-8 is C2 and the low byte
			n = 2
		default:
			continue
		}
		out = append(out, line[start:i]...)
		out = fmt.Appendf(out, `\u00%02x`, r)
		i += n - 1
		start = i + 1
	}
	if out == nil {
		return line
	}
	return append(out, line[start:]...)
}
