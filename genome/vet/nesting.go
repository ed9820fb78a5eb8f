package vet

import (
	"fmt"
	"go/scanner"
	"go/token"
)

// chainFactor is how much longer a chain without brackets may be than brackets
// may nest. A sum of a thousand terms is a tree a thousand deep, and reasonable
// in generated source; a thousand nested parentheses are not.
const chainFactor = 16

// checkNesting reads tokens to bound how deep a tree go/parser, and everything
// that walks its trees, would build of a file. It must come before parsing:
// go/parser allows a depth of 100,000, which costs hundreds of megabytes of
// stack, and a stack that overflows cannot be recovered from.
//
// The bound is an upper one, and holds for text that does not parse too: every
// token but names, literals and separators counts as one level, brackets and
// prefixes as nesting, the rest as chain. It returns the position at which the
// limit is passed and a message, "" if it is not.
func checkNesting(file *token.File, text []byte, limit int) (token.Pos, string) {
	var s scanner.Scanner
	s.Init(file, text, nil, 0) // errors are the parser's to report
	d := depth{levels: make([]level, 1, 32)}
	for {
		pos, tok, _ := s.Scan()
		if tok == token.EOF {
			return token.NoPos, ""
		}
		d.token(tok)
		if d.nest > limit {
			return pos, fmt.Sprintf("source nests deeper than %d levels", limit)
		}
		if d.chain > limit*chainFactor {
			return pos, fmt.Sprintf("expression or statement is a chain of more than %d parts", limit*chainFactor)
		}
	}
}

// depth tracks the depth of the tree at the current token: open brackets, and
// within each of them what has piled up since the last separator.
type depth struct {
	levels  []level // the innermost open bracket last
	nest    int     // sum over all levels, with one for every bracket
	chain   int     // sum over all levels
	operand bool    // the last token ended an operand, so that an operator is binary
}

// A level is what piled up since the last separator inside one bracket.
type level struct {
	nest   int
	chain  int
	closer token.Token
	prefix bool // the bracket is a type's, as in []int, not an index or a call
}

func (d *depth) token(tok token.Token) {
	switch tok {
	case token.IDENT, token.INT, token.FLOAT, token.IMAG, token.CHAR, token.STRING:
		d.operand = true
	case token.LPAREN:
		d.open(token.RPAREN, false)
	case token.LBRACE:
		d.open(token.RBRACE, false)
	case token.LBRACK:
		d.open(token.RBRACK, !d.operand)
	case token.RPAREN, token.RBRACK, token.RBRACE:
		d.close(tok)
	case token.SEMICOLON, token.COMMA, token.CASE, token.DEFAULT:
		d.separate()
	case token.ADD, token.SUB, token.MUL, token.AND, token.XOR, token.ARROW:
		if d.operand {
			d.link()
		} else {
			d.prefix()
		}
	case token.NOT, token.TILDE, token.FUNC, token.MAP, token.CHAN:
		d.prefix()
	default:
		d.link()
	}
}

func (d *depth) open(closer token.Token, prefix bool) {
	d.levels = append(d.levels, level{closer: closer, prefix: prefix})
	d.nest++
	d.operand = false
}

// close ends a bracket: nothing of what was in it is left, but a call or an
// index is a level above what it applies to, and a type's bracket one above the
// type that follows. A bracket that closes nothing is ignored, for the parser,
// which complains about it, may not regard it either.
func (d *depth) close(closer token.Token) {
	n := len(d.levels)
	closed := d.levels[n-1]
	if closed.closer != closer {
		return
	}
	d.separate()
	d.levels = d.levels[:n-1]
	d.nest--
	if closed.prefix {
		d.prefix()
		return
	}
	d.link()
	d.operand = true
}

// prefix adds a level that lasts as long as its operand.
func (d *depth) prefix() {
	d.levels[len(d.levels)-1].nest++
	d.nest++
	d.operand = false
}

// link adds to the chain. Prefixes bind tighter, so theirs is over; they move
// to the chain because whether an operator is binary is only guessed here.
func (d *depth) link() {
	l := &d.levels[len(d.levels)-1]
	d.chain += l.nest + 1
	d.nest -= l.nest
	l.chain += l.nest + 1
	l.nest = 0
	d.operand = false
}

// separate ends what has piled up at this level: what follows is a sibling.
func (d *depth) separate() {
	l := &d.levels[len(d.levels)-1]
	d.nest -= l.nest
	d.chain -= l.chain
	l.nest, l.chain = 0, 0
	d.operand = false
}
