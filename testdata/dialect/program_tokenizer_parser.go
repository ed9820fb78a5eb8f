// A tokenizer, a recursive-descent parser, an AST with interfaces, evaluation with errors.
package main

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
)

type Kind int

const (
	Num Kind = iota
	Ident
	Op
	LParen
	RParen
	EOF
)

func (k Kind) String() string { return []string{"Num", "Ident", "Op", "LParen", "RParen", "EOF"}[k] }

type Token struct {
	Kind Kind
	Text string
	Pos  int
}
type SyntaxError struct {
	Pos int
	Msg string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("at %d: %s", e.Pos, e.Msg) }

func Lex(s string) ([]Token, error) {
	var ts []Token
	for i := 0; i < len(s); {
		c := rune(s[i])
		start := i
		switch {
		case unicode.IsSpace(c):
			i++
			continue
		case unicode.IsDigit(c) || c == '.':
			for i < len(s) && (unicode.IsDigit(rune(s[i])) || s[i] == '.') {
				i++
			}
			ts = append(ts, Token{Num, s[start:i], start})
		case unicode.IsLetter(c):
			for i < len(s) && unicode.IsLetter(rune(s[i])) {
				i++
			}
			ts = append(ts, Token{Ident, s[start:i], start})
		case strings.ContainsRune("+-*/^", c):
			i++
			ts = append(ts, Token{Op, s[start:i], start})
		case c == '(':
			i++
			ts = append(ts, Token{LParen, "(", start})
		case c == ')':
			i++
			ts = append(ts, Token{RParen, ")", start})
		default:
			return nil, &SyntaxError{i, fmt.Sprintf("unexpected %q", c)}
		}
	}
	return append(ts, Token{EOF, "", len(s)}), nil
}

type Expr interface {
	Eval(env map[string]float64) (float64, error)
	fmt.Stringer
}
type (
	Number float64
	Var    string
	Unary  struct{ X Expr }
	Binary struct {
		Op   byte
		L, R Expr
	}
)

func (n Number) Eval(map[string]float64) (float64, error) { return float64(n), nil }
func (v Var) Eval(env map[string]float64) (float64, error) {
	if x, ok := env[string(v)]; ok {
		return x, nil
	}
	return 0, fmt.Errorf("undefined %s", string(v))
}
func (u Unary) Eval(env map[string]float64) (float64, error) {
	x, err := u.X.Eval(env)
	return -x, err
}
func (b *Binary) Eval(env map[string]float64) (float64, error) {
	l, err := b.L.Eval(env)
	if err != nil {
		return 0, err
	}
	r, err := b.R.Eval(env)
	if err != nil {
		return 0, err
	}
	switch b.Op {
	case '+':
		return l + r, nil
	case '-':
		return l - r, nil
	case '*':
		return l * r, nil
	case '/':
		if r == 0 {
			return 0, errors.New("division by zero")
		}
		return l / r, nil
	case '^':
		return math.Pow(l, r), nil
	}
	panic("bad op " + string(b.Op))
}
func (n Number) String() string  { return strconv.FormatFloat(float64(n), 'g', -1, 64) }
func (v Var) String() string     { return string(v) }
func (u Unary) String() string   { return "(-" + u.X.String() + ")" }
func (b *Binary) String() string { return fmt.Sprintf("(%v %c %v)", b.L, b.Op, b.R) }

type Parser struct {
	ts []Token
	i  int
}

var prec = map[string]int{"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}

func (p *Parser) next() Token { t := p.ts[p.i]; p.i++; return t }
func (p *Parser) expr(min int) Expr {
	l := p.unary()
	for {
		t := p.ts[p.i]
		q, ok := prec[t.Text]
		if t.Kind != Op || !ok || q < min {
			return l
		}
		p.next()
		m := q + 1
		if t.Text == "^" {
			m = q
		}
		l = &Binary{t.Text[0], l, p.expr(m)}
	}
}
func (p *Parser) unary() Expr {
	switch t := p.next(); {
	case t.Text == "-":
		return Unary{p.unary()}
	case t.Kind == Num:
		f, err := strconv.ParseFloat(t.Text, 64)
		if err != nil {
			panic(&SyntaxError{t.Pos, "bad number " + t.Text})
		}
		return Number(f)
	case t.Kind == Ident:
		return Var(t.Text)
	case t.Kind == LParen:
		e := p.expr(1)
		if c := p.next(); c.Kind != RParen {
			panic(&SyntaxError{c.Pos, "want ) got " + c.Kind.String()})
		}
		return e
	default:
		panic(&SyntaxError{t.Pos, "unexpected " + t.Kind.String()})
	}
}

func Parse(s string) (e Expr, err error) {
	defer func() {
		if r := recover(); r != nil {
			se, ok := r.(*SyntaxError)
			if !ok {
				panic(r)
			}
			e, err = nil, se
		}
	}()
	ts, err := Lex(s)
	if err != nil {
		return nil, err
	}
	p := &Parser{ts: ts}
	e = p.expr(1)
	if t := p.next(); t.Kind != EOF {
		return nil, &SyntaxError{t.Pos, "trailing " + t.Text}
	}
	return e, nil
}

func main() {
	env := map[string]float64{"x": 3, "pi": math.Pi}
	for _, s := range []string{"1 + 2*3", "(1+2)*3", "2^3^2", "-x^2", "10/4 - y", "1/(x-3)", "2 *", "(1", "1.2.3", "a $ b", "2 3", "-(-4)"} {
		e, err := Parse(s)
		if err != nil {
			var se *SyntaxError
			fmt.Println(s, "=>", err, errors.As(err, &se))
			continue
		}
		v, err := e.Eval(env)
		fmt.Println(s, "=>", e, v, err)
	}
}
