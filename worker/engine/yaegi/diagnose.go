package yaegi

import (
	"errors"
	"fmt"
	"go/scanner"
	"regexp"
	"strconv"
	"strings"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/worker/engine"
)

// positionPattern is a position in the memory file system as the interpreter
// prints it. Only the file's number tells which file it is; it has three
// groups.
const positionPattern = sourceRoot + `/src/[^:]*?/(\d+)\.go:(\d+)(?::(\d+))?`

var (
	anyPosition   = regexp.MustCompile(positionPattern)
	typeParamName = regexp.MustCompile(typeParamMark + `\d+`)
)

// locate translates a position that the interpreter printed.
func (s *sources) locate(file, line, column string) (src *source, l, c int, ok bool) {
	i := number(file)
	if i >= len(s.files) {
		return nil, 0, 0, false
	}
	src = s.files[i]
	l, c = src.position(number(line), number(column))
	return src, l, c, true
}

// rewrite replaces all positions and names in a message by the author's.
func (s *sources) rewrite(message string) string {
	message = typeParamName.ReplaceAllString(message, "")
	return anyPosition.ReplaceAllStringFunc(message, func(text string) string {
		m := anyPosition.FindStringSubmatch(text)
		src, l, c, ok := s.locate(m[1], m[2], m[3])
		if !ok {
			return text
		}
		return fmt.Sprintf("%s:%d:%d", src.name, l, c)
	})
}

// strip takes a position from the front of a message and rewrites the others.
func (s *sources) strip(message string) string {
	if at := anyPosition.FindStringIndex(message); at != nil && at[0] == 0 {
		message = strings.TrimPrefix(message[at[1]:], ": ")
	}
	return s.rewrite(message)
}

// loadError describes an error that the interpreter returned while it compiled
// a module.
func (s *sources) loadError(m *module, err error) *engine.LoadError {
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		return oneError(s.describe(m, "link", err.Error()))
	}
	// The interpreter's parser also resolves names; syntax errors have been
	// found before.
	e := &engine.LoadError{}
	for _, item := range list {
		e.Diagnostics = append(e.Diagnostics, s.describe(m, "link", item.Error()))
	}
	return e
}

// interpreterFault describes a panic of the interpreter itself over a module.
func (s *sources) interpreterFault(m *module, value any) *engine.LoadError {
	d := s.describe(m, "interpreter", fmt.Sprint(unwrap(value)))
	d.Message = "the interpreter cannot compile this: " + d.Message
	return oneError(d)
}

// describe makes a diagnostic of a message that may begin with a position.
func (s *sources) describe(m *module, rule, message string) genome.Diagnostic {
	d := genome.Diagnostic{Rule: rule, Module: m.name}
	if len(m.sources) == 2 { // the author's and ours
		d.File = m.sources[0].name
	}
	if at := anyPosition.FindStringSubmatchIndex(message); at != nil && at[0] == 0 {
		g := anyPosition.FindStringSubmatch(message)
		if src, l, c, ok := s.locate(g[1], g[2], g[3]); ok {
			d.Module, d.File, d.Line, d.Column = src.module.name, src.name, l, c
		}
	}
	d.Message = s.strip(message)
	return d
}

func oneError(d genome.Diagnostic) *engine.LoadError {
	return &engine.LoadError{Diagnostics: []genome.Diagnostic{d}}
}

// number is strconv.Atoi for digits that a pattern has matched.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
