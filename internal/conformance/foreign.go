package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// distributionPrograms reads the programs of the Go distribution's own tests
// that say "// run": they are compiled, linked and run, must end with status 0
// and write what NAME.out holds, or nothing. What other actions do (errorcheck,
// compile, rundir, ...) is a test of the compiler's messages or of several
// packages, and not looked at.
//
// Arguments behind "run" are flags of the compiler, or of the program.
func distributionPrograms(dir string) ([]*program, error) {
	var all []*program
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		args, is := runAction(string(text))
		if !is {
			return nil
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		p, err := fileProgram(dir, filepath.ToSlash(name))
		if err != nil {
			return err
		}
		if args != "" {
			p.exclude("needs arguments or flags")
		}
		all = append(all, p)
		return nil
	})
	return all, err
}

// runAction finds the action in a test's header, and what follows the word run.
// Build constraints may stand before it.
func runAction(text string) (args string, is bool) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "//go:build") || strings.HasPrefix(line, "// +build") {
			continue
		}
		action, isComment := strings.CutPrefix(line, "//")
		word, rest, _ := strings.Cut(strings.TrimSpace(action), " ")
		return strings.TrimSpace(rest), isComment && word == "run"
	}
	return "", false
}

// yaegiPrograms reads the interpreter's own tests, one program in each file.
// What they must print stands in their comments; here the compiler's word
// counts.
func yaegiPrograms(dir string) ([]*program, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var all []*program
	for _, e := range entries {
		if e.IsDir() || !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		p, err := fileProgram(dir, e.Name())
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}
