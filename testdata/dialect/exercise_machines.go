// A parser and a stack machine, union-find, a trie, a segment tree in a growing slice, and a panic in a deferred call.
package main

import (
	"fmt"
	"os"
	"sort"
	"strings"
	"unicode"
)

type Kind int

const (
	NUM Kind = iota
	OP
	LP
	RP
	ID
)

//go:generate stringer
func (k Kind) String() string { return "NOLI("[k:][:1] }

type Token struct {
	Kind
	Text string
	Pos  int
}

type Lexer struct {
	src  []rune
	pos  int
	toks []Token
}

type SyntaxError struct {
	Pos int
	Msg string
}

func (e SyntaxError) Error() string { return fmt.Sprintf("%d: %s", e.Pos, e.Msg) }

func (l *Lexer) peek() rune {
	if l.pos < len(l.src) {
		return l.src[l.pos]
	}
	return -1
}
func (l *Lexer) lex() (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case SyntaxError:
			err = r
		default:
			panic(r)
		}
	}()
	for l.pos < len(l.src) {
		start := l.pos
		switch r := l.peek(); {
		case unicode.IsSpace(r):
			l.pos++
			continue
		case unicode.IsDigit(r):
			for unicode.IsDigit(l.peek()) {
				l.pos++
			}
			l.toks = append(l.toks, Token{NUM, string(l.src[start:l.pos]), start})
		case unicode.IsLetter(r):
			for unicode.IsLetter(l.peek()) {
				l.pos++
			}
			l.toks = append(l.toks, Token{ID, string(l.src[start:l.pos]), start})
		case strings.ContainsRune("+-*/^", r):
			l.pos++
			l.toks = append(l.toks, Token{OP, string(r), start})
		case r == '(' || r == ')':
			l.pos++
			l.toks = append(l.toks, Token{map[bool]Kind{true: LP, false: RP}[r == '('], string(r), start})
		default:
			panic(SyntaxError{start, fmt.Sprintf("unexpected %q", r)})
		}
	}
	return nil
}

type Node interface {
	Eval(env map[string]float64) float64
}
type (
	Num float64
	Var string
	Bin struct {
		Op   byte
		L, R Node
	}
	Neg struct{ Node }
)

func (n Num) Eval(map[string]float64) float64   { return float64(n) }
func (v Var) Eval(e map[string]float64) float64 { return e[string(v)] }
func (n Neg) Eval(e map[string]float64) float64 { return -n.Node.Eval(e) }
func (b *Bin) Eval(e map[string]float64) float64 {
	l, r := b.L.Eval(e), b.R.Eval(e)
	switch b.Op {
	case '+':
		return l + r
	case '-':
		return l - r
	case '*':
		return l * r
	case '/':
		return l / r
	}
	p := 1.0
	for range int(r) {
		p *= l
	}
	return p
}
func (b *Bin) String() string { return fmt.Sprintf("(%v %c %v)", b.L, b.Op, b.R) }

type Parser struct {
	toks []Token
	i    int
}

var prec = map[string]int{"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}

func (p *Parser) next() Token {
	if p.i >= len(p.toks) {
		panic(SyntaxError{-1, "end"})
	}
	p.i++
	return p.toks[p.i-1]
}
func (p *Parser) unary() Node {
	switch t := p.next(); t.Kind {
	case NUM:
		var f float64
		fmt.Sscan(t.Text, &f)
		return Num(f)
	case ID:
		return Var(t.Text)
	case LP:
		n := p.expr(0)
		if t := p.next(); t.Kind != RP {
			panic(SyntaxError{t.Pos, "want )"})
		}
		return n
	case OP:
		if t.Text == "-" {
			return Neg{p.unary()}
		}
		fallthrough
	default:
		panic(SyntaxError{t.Pos, "bad " + t.Text})
	}
}
func (p *Parser) expr(min int) Node {
	l := p.unary()
	for p.i < len(p.toks) && p.toks[p.i].Kind == OP && prec[p.toks[p.i].Text] > min {
		t := p.next()
		q := prec[t.Text]
		if t.Text == "^" {
			q--
		}
		l = &Bin{t.Text[0], l, p.expr(q)}
	}
	return l
}
func parse(s string) (n Node, err error) {
	l := &Lexer{src: []rune(s)}
	if err = l.lex(); err != nil {
		return
	}
	defer func() {
		if r := recover(); r != nil {
			n, err = nil, fmt.Errorf("parse %q: %w", s, r.(error))
		}
	}()
	return (&Parser{toks: l.toks}).expr(0), nil
}

type Op func(vm *VM)
type VM struct {
	stack []int
	pc    int
	code  []Op
	out   strings.Builder
}

func (vm *VM) push(v int) { vm.stack = append(vm.stack, v) }
func (vm *VM) pop() int {
	v := vm.stack[len(vm.stack)-1]
	vm.stack = vm.stack[:len(vm.stack)-1]
	return v
}
func Push(n int) Op { return func(vm *VM) { vm.push(n) } }
func Arith(f func(a, b int) int) Op {
	return func(vm *VM) { b, a := vm.pop(), vm.pop(); vm.push(f(a, b)) }
}
func Sub() Op      { return func(vm *VM) { vm.push(-(vm.pop() - vm.pop())) } }
func Dup(vm *VM)   { vm.push(vm.stack[len(vm.stack)-1]) }
func Print(vm *VM) { fmt.Fprintf(&vm.out, "%d,", vm.pop()) }
func JNZ(to int) Op {
	return func(vm *VM) {
		if vm.pop() != 0 {
			vm.pc = to
		}
	}
}
func (vm *VM) Run() string {
	for vm.pc = 0; vm.pc < len(vm.code); {
		op := vm.code[vm.pc]
		vm.pc++
		op(vm)
	}
	return vm.out.String()
}

type UF struct{ parent, size []int }

func NewUF(n int) *UF {
	u := &UF{make([]int, n), make([]int, n)}
	for i := range n {
		u.parent[i], u.size[i] = i, 1
	}
	return u
}
func (u *UF) Find(x int) int {
	if u.parent[x] != x {
		u.parent[x] = u.Find(u.parent[x])
	}
	return u.parent[x]
}
func (u *UF) Union(a, b int) bool {
	a, b = u.Find(a), u.Find(b)
	if a == b {
		return false
	}
	if u.size[a] < u.size[b] {
		a, b = b, a
	}
	u.parent[b] = a
	u.size[a] += u.size[b]
	return true
}

type Trie struct {
	kids map[rune]*Trie
	end  bool
}

func (t *Trie) Insert(w string) {
	for _, r := range w {
		if t.kids == nil {
			t.kids = map[rune]*Trie{}
		}
		if t.kids[r] == nil {
			t.kids[r] = new(Trie)
		}
		t = t.kids[r]
	}
	t.end = true
}
func (t *Trie) Walk(pre string, f func(string)) {
	if t.end {
		f(pre)
	}
	keys := make([]rune, 0, len(t.kids))
	for r := range t.kids {
		keys = append(keys, r)
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	for _, r := range keys {
		t.kids[r].Walk(pre+string(r), f)
	}
}

type seg struct{ lo, hi, sum, l, r int }

var segs []seg

func build(a []int, lo, hi int) int {
	id := len(segs)
	segs = append(segs, seg{lo: lo, hi: hi})
	if hi-lo == 1 {
		segs[id].sum = a[lo]
		return id
	}
	mid := (lo + hi) / 2
	segs[id].l = build(a, lo, mid)
	segs[id].r = build(a, mid, hi)
	segs[id].sum = segs[segs[id].l].sum + segs[segs[id].r].sum
	return id
}

func kmp(s, p string) (at []int) {
	f := make([]int, len(p))
	for i, k := 1, 0; i < len(p); i++ {
		for k > 0 && p[i] != p[k] {
			k = f[k-1]
		}
		if p[i] == p[k] {
			k++
		}
		f[i] = k
	}
	for i, k := 0, 0; i < len(s); i++ {
		for k > 0 && s[i] != p[k] {
			k = f[k-1]
		}
		if s[i] == p[k] {
			k++
		}
		if k == len(p) {
			at = append(at, i-k+1)
			k = f[k-1]
		}
	}
	return
}

func topo(g map[string][]string) (order []string, err error) {
	state := map[string]int{}
	var visit func(string) error
	visit = func(n string) error {
		switch state[n] {
		case 1:
			return fmt.Errorf("cycle at %s", n)
		case 2:
			return nil
		}
		state[n] = 1
		for _, m := range g[n] {
			if err := visit(m); err != nil {
				return err
			}
		}
		state[n]++
		order = append(order, n)
		return nil
	}
	var names []string
	for n := range g {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		if err = visit(n); err != nil {
			return nil, err
		}
	}
	return
}

func life(g [5][5]bool) (next [5][5]bool) {
	for y, row := range g {
		for x, alive := range row {
			n := 0
			for _, d := range [...][2]int{{-1, -1}, {-1, 0}, {-1, 1}, {0, -1}, {0, 1}, {1, -1}, {1, 0}, {1, 1}} {
				if g[(y+d[0]+5)%5][(x+d[1]+5)%5] {
					n++
				}
			}
			next[y][x] = n == 3 || alive && n == 2
		}
	}
	return
}

func sudoku(b *[9][9]int) bool {
	for r := range b {
		for c, v := range b[r] {
			if v != 0 {
				continue
			}
		try:
			for d := 1; d <= 9; d++ {
				for k := range 9 {
					if b[r][k] == d || b[k][c] == d || b[r/3*3+k/3][c/3*3+k%3] == d {
						continue try
					}
				}
				b[r][c] = d
				if sudoku(b) {
					return true
				}
			}
			b[r][c] = 0
			return false
		}
	}
	return true
}

func main() {
	for _, s := range []string{"1+2*3", "-(a+4)*b^2^1", "2^3^2", "(1", "1 $ 2", "*", "8/4/2 - x"} {
		n, err := parse(s)
		if err != nil {
			fmt.Printf("%v %T\n", err, err)
			continue
		}
		fmt.Printf("%v %v %T %+v\n", n, n.Eval(map[string]float64{"a": 1, "b": 3}), n, n)
	}
	fmt.Println(Token{OP, "+", 3}, []Kind{NUM, RP})
	vm := &VM{code: []Op{Push(5), Dup, Print, Push(-1), Arith(func(a, b int) int { return a + b }), Dup, JNZ(1), Push(10), Push(3), Sub(), Print}}
	fmt.Println(vm.Run(), vm.stack, vm.pc)
	u := NewUF(6)
	fmt.Println(u.Union(0, 1), u.Union(1, 2), u.Union(0, 2), u.Find(2) == u.Find(0), u.size)
	t := &Trie{}
	for _, w := range []string{"go", "god", "göd", "a", "good"} {
		t.Insert(w)
	}
	t.Walk("", func(s string) { fmt.Print(s, " ") })
	fmt.Println()
	build([]int{5, 3, 9, 1, 7}, 0, 5)
	fmt.Println(segs)
	fmt.Println(kmp("abababcabab", "abab"), kmp("aaaa", "aa"))
	fmt.Println(topo(map[string][]string{"app": {"lib", "log"}, "lib": {"std"}, "log": {"std"}}))
	fmt.Println(topo(map[string][]string{"a": {"b"}, "b": {"a"}}))
	var g [5][5]bool
	g[1][2], g[2][3], g[3][1], g[3][2], g[3][3] = true, true, true, true, true
	for range 4 {
		g = life(g)
	}
	for _, r := range g {
		for _, c := range r {
			fmt.Print(map[bool]string{true: "#", false: "."}[c])
		}
		fmt.Println()
	}
	b := [9][9]int{{5, 3, 0, 0, 7}, {6, 0, 0, 1, 9, 5}, {0, 9, 8, 0, 0, 0, 0, 6}, {8, 0, 0, 0, 6, 0, 0, 0, 3}, {4, 0, 0, 8, 0, 3, 0, 0, 1}, {7, 0, 0, 0, 2, 0, 0, 0, 6}, {0, 6, 0, 0, 0, 0, 2, 8}, {0, 0, 0, 4, 1, 9, 0, 0, 5}, {0, 0, 0, 0, 8, 0, 0, 7, 9}}
	fmt.Println(sudoku(&b), b[0], b[8])
	w := []int{1, 3, 4, 5}
	v := []int{1, 4, 5, 7}
	dp := make([]int, 8)
	for i := range w {
		for c := 7; c >= w[i]; c-- {
			dp[c] = max(dp[c], dp[c-w[i]]+v[i])
		}
	}
	fmt.Println(dp)
	if len(os.Args) > 5 {
		os.Exit(1)
	}
	defer func() {
		fmt.Println("in main", recover())
		panic(fmt.Errorf("wrapped: %w", SyntaxError{1, "final"}))
	}()
	var np *Parser
	np.next()
}
