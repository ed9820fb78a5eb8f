package genome

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What Check, Read and ReadFrom refuse. Each error that they return wraps one
// of these (or what the file system said) and names the module or file, what
// was found and the limit.
var (
	ErrEmpty      = errors.New("empty genome")
	ErrTooLarge   = errors.New("genome too large")
	ErrBinary     = errors.New("not text")
	ErrBadName    = errors.New("bad name")
	ErrDuplicate  = errors.New("duplicate name")
	ErrNotRegular = errors.New("not a regular file")
)

// maxName bounds the names of modules and of files, in bytes.
const maxName = 128

// Check tells whether g is a genome in structure: it has modules and files,
// their names are valid and distinct, and every file is non-empty text within
// the caps. It reports the first fault that it finds.
//
// Check does not parse Go. Nesting and Imports of the caps are package vet's matter.
func (g Genome) Check(c Caps) error {
	c = c.OrDefault()
	if len(g) == 0 {
		return fmt.Errorf("%w: no modules", ErrEmpty)
	}
	if len(g) > c.Modules {
		return fmt.Errorf("%w: %d modules, limit %d", ErrTooLarge, len(g), c.Modules)
	}
	seen := make(map[string]bool, len(g))
	files, total := 0, 0
	for i, m := range g {
		if seen[m.Name] {
			return fmt.Errorf("%w: two modules named %s", ErrDuplicate, label(m.Name))
		}
		seen[m.Name] = true
		if err := checkModuleName(m.Name); err != nil {
			return fmt.Errorf("module %d: %w", i+1, err)
		}
		if files += len(m.Files); files > c.Files {
			return fmt.Errorf("%w: %d files up to module %s, limit %d", ErrTooLarge, files, label(m.Name), c.Files)
		}
		n, err := m.check(c)
		if err != nil {
			return err
		}
		if total += n; total > c.TotalBytes {
			return fmt.Errorf("%w: %d bytes up to module %s, limit %d", ErrTooLarge, total, label(m.Name), c.TotalBytes)
		}
	}
	return nil
}

// check tests the files of one module and returns their size in bytes.
func (m Module) check(c Caps) (bytes int, err error) {
	if len(m.Files) == 0 {
		return 0, fmt.Errorf("%w: module %s has no files", ErrEmpty, label(m.Name))
	}
	seen := make(map[string]bool, len(m.Files))
	for _, f := range m.Files {
		if err := checkFileName(f.Name); err != nil {
			return 0, fmt.Errorf("module %s: %w", label(m.Name), err)
		}
		if seen[f.Name] {
			return 0, fmt.Errorf("%w: two files named %q in module %s", ErrDuplicate, f.Name, label(m.Name))
		}
		seen[f.Name] = true
		if err := checkText(f.Text, c); err != nil {
			return 0, fmt.Errorf("module %s: file %s: %w", label(m.Name), f.Name, err)
		}
		bytes += len(f.Text)
	}
	return bytes, nil
}

func checkText(text []byte, c Caps) error {
	switch {
	case len(text) == 0:
		return fmt.Errorf("%w: no bytes", ErrEmpty)
	case len(text) > c.FileBytes:
		return fmt.Errorf("%w: %d bytes, limit %d", ErrTooLarge, len(text), c.FileBytes)
	}
	if i := bytes.IndexByte(text, 0); i >= 0 {
		return fmt.Errorf("%w: NUL byte at offset %d", ErrBinary, i)
	}
	if !utf8.Valid(text) {
		return fmt.Errorf("%w: not UTF-8 at offset %d", ErrBinary, invalidUTF8(text))
	}
	return nil
}

// invalidUTF8 is the offset of the first byte that is not part of valid UTF-8.
func invalidUTF8(text []byte) int {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(text)
}

// checkModuleName accepts "" (named after the package clause, see Module) and
// slash-separated identifiers. Only ASCII: a name becomes part of logs, of
// symbol keys and of the command line, and must look the same in all of them.
func checkModuleName(name string) error {
	if name == "" {
		return nil
	}
	if len(name) > maxName {
		return fmt.Errorf("%w: module name of %d bytes, limit %d", ErrBadName, len(name), maxName)
	}
	for elem := range strings.SplitSeq(name, "/") {
		if !identifier(elem) {
			return fmt.Errorf("%w: module %q: element %q is not a Go identifier in ASCII", ErrBadName, name, elem)
		}
	}
	return nil
}

func identifier(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		letter := c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

// checkFileName accepts a bare name that ends in .go. Control characters are
// refused because the name is printed in diagnostics, one to a line.
func checkFileName(name string) error {
	switch {
	case len(name) > maxName:
		return fmt.Errorf("%w: file name of %d bytes, limit %d", ErrBadName, len(name), maxName)
	case !strings.HasSuffix(name, ".go") || name == ".go":
		return fmt.Errorf("%w: file %q does not end in .go", ErrBadName, name)
	case strings.ContainsAny(name, `/\`):
		return fmt.Errorf("%w: file %q has a separator in it", ErrBadName, name)
	case !utf8.ValidString(name) || strings.ContainsFunc(name, notPrintable):
		return fmt.Errorf("%w: file %q has unprintable characters", ErrBadName, name)
	}
	return nil
}

func notPrintable(r rune) bool { return !unicode.IsPrint(r) }

// label is how messages call a module.
func label(name string) string {
	if name == "" {
		return "(unnamed)"
	}
	return fmt.Sprintf("%q", name)
}
