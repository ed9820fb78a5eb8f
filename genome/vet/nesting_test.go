package vet

import (
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"math/rand/v2"
	"strings"
	"testing"
)

// treeDepth is how deep the tree is that go/parser makes of a text.
func treeDepth(text string) int {
	f, _ := parser.ParseFile(token.NewFileSet(), "a.go", text, parser.SkipObjectResolution)
	depth, deepest := 0, 0
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil {
			depth--
		} else if depth++; depth > deepest {
			deepest = depth
		}
		return true
	})
	return deepest
}

// countedDepth is how deep checkNesting thinks that it may be.
func countedDepth(text string) (deepest int) {
	var s scanner.Scanner
	s.Init(token.NewFileSet().AddFile("a.go", -1, len(text)), []byte(text), nil, 0)
	d := depth{levels: make([]level, 1)}
	for {
		_, tok, _ := s.Scan()
		if tok == token.EOF {
			return deepest
		}
		d.token(tok)
		deepest = max(deepest, d.nest+d.chain)
	}
}

// One level that is counted makes a few of the tree: an else makes an if
// statement, a func a literal, its type, its fields and one of them.
const (
	levelsPerToken = 5
	levelsAtAll    = 12
)

func checkDepth(t *testing.T, text string) {
	t.Helper()
	if real, counted := treeDepth(text), countedDepth(text); real > levelsPerToken*counted+levelsAtAll {
		t.Fatalf("a tree %d deep is counted as %d: %.2000q", real, counted, text)
	}
}

// Whatever tokens follow one another, the tree is no deeper than was counted.
func TestNestingBoundsDepth(t *testing.T) {
	words := strings.Fields(`a b 1 "s" ( ) [ ] { } , ; : := = . ... + - * & ^ ! ~ <- && == << ++ func map chan struct
		interface if else for range switch case default select go defer return goto type var const import package break fallthrough`)
	words = append(words, "\n", "\n", "func() {", "if a {", "} else if b {", "}", "case a:", "L:", "[]", "[1]", "map[a]", "func(", ".(", "a[", "T{")
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		var b strings.Builder
		b.WriteString("package p\n")
		b.WriteString([]string{"", "var x = ", "type x ", "func f() { "}[r.IntN(4)])
		// Few different words make deep trees; all of them make errors.
		few := make([]string, 1+r.IntN(6))
		for i := range few {
			few[i] = words[r.IntN(len(words))]
		}
		for range 1 + r.IntN(60) {
			b.WriteString(few[r.IntN(len(few))] + " ")
		}
		checkDepth(t, b.String())
	}
}

func FuzzNesting(f *testing.F) {
	f.Add("package p\nfunc f() { if a {} else if b {} else { L: M: for {} } }")
	f.Add("package p\nvar x func() *[]map[int]chan<- func(a, b ...int) = a.b(c)[d].(e)")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 1<<14 {
			checkDepth(t, text)
		}
	})
}
