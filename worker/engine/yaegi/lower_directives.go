package yaegi

import "strings"

// lowerDirectives takes the force from comments that mean something to the
// interpreter or its scanner: line directives, which would let a genome lie
// about positions, and build constraints, by which the interpreter would skip
// a file without a word. The comments keep their length.
func lowerDirectives(l *lowering) []edit {
	var edits []edit
	for _, group := range l.file.Comments {
		for _, c := range group.List {
			body := c.Text[2:]
			at := l.offset(c.Pos()) + 2
			if strings.HasPrefix(body, "line ") {
				edits = append(edits, edit{at, 1, " "})
				continue
			}
			for _, word := range []string{"+build ", "yaegi:tags "} {
				for i := 0; ; i++ {
					j := strings.Index(body[i:], word)
					if j < 0 {
						break
					}
					i += j
					edits = append(edits, edit{at + i, 1, " "})
				}
			}
		}
	}
	return edits
}
