package core

import (
	"regexp"
	"strings"
	"sync"
)

// operands evaluates operands from left to right. If one needs lines before
// it, those before it are put into temporary variables first. As the compiler
// has it, calls come before operands that only read memory.
func (f *fn) operands(list ...func() string) []string {
	values := make([]string, len(list))
	for i, eval := range list {
		pre := f.capture(func() { values[i] = eval() })
		if pre != "" {
			calls := callsGenome(pre)
			for j := range i {
				// What only reads memory is read after the calls.
				if mayChange(values[j]) && !(calls && onlyReads(values[j])) {
					f.spill(values, j)
				}
			}
			f.raw(pre)
		}
	}
	f.callsFirst(values)
	return values
}

// spill puts an operand into a temporary variable.
func (f *fn) spill(values []string, i int) {
	text, dots := strings.CutSuffix(values[i], "...")
	if text == "" {
		return
	}
	name := f.temp()
	f.put("%s := %s", name, text)
	values[i] = name
	if dots {
		values[i] += "..."
	}
}

// callsFirst puts operands with calls, and others that the compiler evaluates in
// their turn, into temporary variables, if one before a call of the genome's
// reads what that may change.
func (f *fn) callsFirst(values []string) {
	reads, last := false, -1
	for i, v := range values {
		if reads && callsGenome(v) {
			last = i
		}
		reads = reads || readsMemory(v) && !callsGenome(v)
	}
	for i := 0; i <= last; i++ {
		if callsGenome(values[i]) || !strings.HasPrefix(values[i], "func(") && textInTurn().MatchString(values[i]) {
			f.spill(values, i)
		}
	}
}

var (
	// textInTurn finds lengths, parts, calls of compiled functions and methods,
	// type assertions, conversions to slices, and comparisons and literals of
	// structs and arrays that become interface values.
	textInTurn = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\b(?:len|cap)\(|\[[^\]"]*:[^\]"]*\]|\bp\.(?:N|MP?)_\w+\(|\bp\.AssertTo\(|\bh_as_\w+\(|\[\]u?int(?:8|32)\(` +
			`|\bV: (?:!|[^"]* (?:[=!]=|[<>]=?) )|\bp\.Box\([\w.]+, (?:\[\d+\])*[\w.]+\{`)
	})
	genomeCall = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\b[FD]\d+_\w+\(|\b\w+_\d+\(|\]\(|\(\*\w+\)\(`)
	})
)

// readsMemory says whether an operand reads more than variables that nobody
// else has.
func readsMemory(text string) bool {
	if !strings.ContainsAny(text, ".[*G") || strings.HasPrefix(text, "func(") {
		return false
	}
	for i := 0; i < len(text); {
		switch n := ofPetri(text, i); {
		case n > 0:
			i += n
		case strings.IndexByte(".[*G", text[i]) >= 0:
			return true
		default:
			i++
		}
	}
	return false
}

// ofPetri says how much of a text, from its i'th byte on, is what reads nobody's
// memory: a name of package petri's, a string, the point of a number. It is a
// part of most programs, and a regular expression for it would be compiled in
// each worker.
func ofPetri(text string, i int) int {
	rest := text[i:]
	switch {
	case strings.HasPrefix(rest, "p.") && (i == 0 || !isWord(text[i-1])):
		n := 2
		for n < len(rest) && isWord(rest[n]) {
			n++
		}
		if n > 2 {
			return n
		}
	case rest[0] == '"':
		for n := 1; n < len(rest); n++ {
			switch rest[n] {
			case '\\':
				n++
			case '"':
				return n + 1
			}
		}
	case len(rest) > 2 && isDigit(rest[0]) && rest[1] == '.' && isDigit(rest[2]):
		return 3
	}
	return 0
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func isWord(b byte) bool { return b == '_' || isDigit(b) || 'a' <= b|0x20 && b|0x20 <= 'z' }

// onlyReads says whether an operand is made of variables, fields, elements,
// operators, and literals of structs, slices and arrays, or is an interface value
// that is made of such.
func onlyReads(text string) bool {
	if inner, ok := inBox(text); ok {
		if textInTurn().MatchString(text) {
			return false
		}
		text = inner
	}
	if !readsMemory(text) {
		return false
	}
	text = aString().ReplaceAllString(text, "s")
	return !aCall().MatchString(text) && !strings.Contains(text, "func(") && !strings.Contains(text, "map[")
}

// inBox is what an interface value is made of (see box).
func inBox(text string) (inner string, ok bool) {
	if rest, ok := strings.CutPrefix(text, "p.Iface{T: "); ok {
		_, rest, ok = strings.Cut(rest, ", V: ")
		inner, tail := strings.CutSuffix(rest, "}")
		return inner, ok && tail
	}
	if rest, ok := strings.CutPrefix(text, "p.Box("); ok {
		_, rest, ok = strings.Cut(rest, ", ")
		inner, tail := strings.CutSuffix(rest, ")")
		return inner, ok && tail
	}
	return "", false
}

var (
	aCall   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[\w)\]]\(`) })
	aString = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`"(?:[^"\\]|\\.)*"`) })
)

func callsGenome(text string) bool {
	if strings.HasPrefix(text, "func(") {
		return !isLiteral(text)
	}
	return strings.Contains(text, "(") && genomeCall().MatchString(text)
}

// isLiteral tells a function literal from the call of one. In a program with
// goroutines a literal is itself the result of one (see funcLit).
func isLiteral(text string) bool {
	return strings.HasSuffix(text, "}") || strings.HasPrefix(text, "func() func") && strings.HasSuffix(text, "}()")
}

// mayChange says whether a value can depend on what is done after it.
func mayChange(text string) bool {
	return strings.ContainsAny(text, "([.")
}
