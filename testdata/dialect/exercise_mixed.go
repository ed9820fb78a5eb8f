// Embedding, formatters, readers, generic lists, states as functions, flood fill, permutations and numbers at their limits.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand"
	"os"
	"reflect"
	"slices"
	"sort"
	"strings"
	"text/tabwriter"
	"unicode/utf8"
)

type Animal interface{ Sound() string }
type Base struct{ Name string }
type Dog struct {
	*Base
	age int
}
type Cat struct{ Base }

func (b Base) Hello() string    { return "hi " + b.Name }
func (b *Base) Rename(n string) { b.Name = n }
func (Dog) Sound() string       { return "woof" }
func (c *Cat) Sound() string    { return "meow " + c.Hello() }

type Temp float64

func (t Temp) String() string { return fmt.Sprintf("%.1f°C", float64(t)) }

type Money struct{ Units, Cents int }

func (m Money) Format(f fmt.State, c rune) {
	switch {
	case c == 'v' && f.Flag('#'):
		fmt.Fprintf(f, "Money(%d, %d)", m.Units, m.Cents)
	case c == 'v' && f.Flag('+'):
		fmt.Fprintf(f, "+%d.%02d", m.Units, m.Cents)
	default:
		fmt.Fprintf(f, "%d.%02d", m.Units, m.Cents)
	}
}

type rot13 struct{ r io.Reader }

func (r rot13) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	for i, b := range p[:n] {
		switch {
		case b >= 'a' && b <= 'z':
			p[i] = 'a' + (b-'a'+13)%26
		case b >= 'A' && b <= 'Z':
			p[i] = 'A' + (b-'A'+13)%26
		}
	}
	return n, err
}

type List[T any] struct {
	head, tail *elem[T]
	size       int
}
type elem[T any] struct {
	val  T
	next *elem[T]
}

func (l *List[T]) Push(v T) *List[T] {
	e := &elem[T]{val: v}
	if l.tail == nil {
		l.head = e
	} else {
		l.tail.next = e
	}
	l.tail = e
	l.size++
	return l
}
func (l *List[T]) Reverse() {
	var prev *elem[T]
	l.tail = l.head
	for cur := l.head; cur != nil; {
		cur.next, prev, cur = prev, cur, cur.next
	}
	l.head = prev
}
func (l List[T]) Slice() (out []T) {
	for e := l.head; e != nil; e = e.next {
		out = append(out, e.val)
	}
	return
}

type Number interface {
	~int | ~int64 | ~float64
}

func Sum[T Number](xs ...T) (s T) {
	for _, x := range xs {
		s += x
	}
	return
}

type Pair[K comparable, V any] struct {
	Key K
	Val V
}

func (p Pair[K, V]) String() string { return fmt.Sprintf("%v=>%v", p.Key, p.Val) }
func SortedPairs[M ~map[K]V, K interface{ ~string | ~int }, V any](m M) []Pair[K, V] {
	out := make([]Pair[K, V], 0, len(m))
	for k, v := range m {
		out = append(out, Pair[K, V]{k, v})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Key < out[j].Key })
	return out
}

type state func(*machine) state
type machine struct {
	in  string
	i   int
	log []string
}

func start(m *machine) state {
	if m.i == len(m.in) {
		return nil
	}
	m.log = append(m.log, "start@"+fmt.Sprint(m.i))
	if m.in[m.i] == '"' {
		m.i++
		return quoted
	}
	m.i++
	return start
}
func quoted(m *machine) state {
	for m.i < len(m.in) && m.in[m.i] != '"' {
		m.i++
	}
	m.log = append(m.log, "quoted@"+fmt.Sprint(m.i))
	m.i++
	return start
}

type grid [][]rune

func (g grid) String() string {
	var b strings.Builder
	for _, r := range g {
		b.WriteString(string(r))
		b.WriteByte('\n')
	}
	return b.String()
}
func (g grid) fill(y, x int, to rune) (n int) {
	if y < 0 || y >= len(g) || x < 0 || x >= len(g[y]) || g[y][x] != '.' {
		return
	}
	g[y][x] = to
	for _, d := range [][2]int{{0, 1}, {1, 0}, {0, -1}, {-1, 0}} {
		n += g.fill(y+d[0], x+d[1], to)
	}
	return n + 1
}

func divmod(a, b int) (q, r int, err error) {
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("divmod(%d, %d): %v", a, b, e)
		}
	}()
	q = a / b
	r = a % b
	return
}

func perms[T any](xs []T) (out [][]T) {
	var rec func(int)
	rec = func(k int) {
		if k == len(xs) {
			out = append(out, slices.Clone(xs))
			return
		}
		for i := k; i < len(xs); i++ {
			xs[k], xs[i] = xs[i], xs[k]
			rec(k + 1)
			xs[k], xs[i] = xs[i], xs[k]
		}
	}
	rec(0)
	return
}

func main() {
	d := Dog{&Base{"Rex"}, 3}
	d.Rename("Max")
	c := &Cat{Base{"Tom"}}
	rename := c.Rename
	rename("Kit")
	for _, a := range []Animal{d, c, &d} {
		switch x := a.(type) {
		case Dog:
			fmt.Println("dog", x.Name, x.Sound(), x.Hello())
		case *Cat:
			fmt.Printf("cat %v %+v %s\n", *x, x, x.Sound())
		case interface{ Hello() string }:
			fmt.Printf("other %T %s\n", x, x.Hello())
		}
	}
	temps := map[string]Temp{"b": 20.55, "a": -3}
	fmt.Println(temps, []Temp{1, 2}, &temps, struct{ T Temp }{5}, Temp(math.Inf(1)))
	fmt.Printf("%v %+v %#v %s %d|%v\n", Money{1, 5}, Money{1, 5}, Money{1, 5}, Money{2, 50}, Money{3, 7}, []Money{{1, 2}})
	io.Copy(os.Stdout, rot13{strings.NewReader("Uryyb, Jbeyq!\n")})
	l := new(List[string]).Push("a").Push("b").Push("c")
	l.Reverse()
	fmt.Println(l.Slice(), l.size, l.tail.val)
	fmt.Printf("%T %T %v\n", l, Pair[string, []int]{}, Sum(1.5, 2))
	fmt.Println(SortedPairs(map[string]int{"z": 1, "y": 2}), SortedPairs(map[int]bool{3: true, 1: false}))
	m := &machine{in: `ab"cd"e`}
	for s := state(start); s != nil; s = s(m) {
	}
	fmt.Println(m.log)
	g := grid{[]rune("..#."), []rune(".##."), []rune("#...")}
	fmt.Println(g.fill(0, 0, 'x'), g.fill(0, 3, 'é'))
	fmt.Print(g)
	fmt.Println(divmod(7, -2))
	fmt.Println(divmod(7, 0))
	fmt.Println(perms([]int{1, 2, 3}))
	r := rand.New(rand.NewSource(42))
	fmt.Println(r.Intn(100), r.Perm(5), r.Float64())
	var buf bytes.Buffer
	w := tabwriter.NewWriter(&buf, 5, 0, 1, '.', 0)
	fmt.Fprintf(w, "a\tbbb\tc\nlonger text\tx\té\n")
	w.Flush()
	fmt.Print(buf.String(), buf.Len(), utf8.RuneCount(buf.Bytes()), "\n")
	s := "naïve 世界\xff"
	for i, ch := range s {
		fmt.Print(i, ":", string(ch), "/", ch, " ")
	}
	fmt.Println(len(s), []rune(s)[2], []byte(s)[2:4], utf8.ValidString(s), strings.ToValidUTF8(s, "?"))
	fmt.Printf("%q %+q %x % X %s %.3s|%8.2s|%-8s|%c\n", s, s, "hi", "hi", []string{"a"}, "abcdef", "xyz", "pad", []rune("ab"))
	var nilm map[string][]int
	nilm2 := map[string][]int{}
	nilm2["a"] = append(nilm2["a"], 1, 2)
	fmt.Println(nilm["x"], len(nilm), nilm2, nilm == nil)
	x := [3]int{1, 2, 3}
	y := x
	p := &x
	p[1] = 50
	sl := x[:2:2]
	sl = append(sl, 9)
	sl[0] = 7
	fmt.Println(x, y, sl, len(sl), x == y, *p)
	fmt.Println(reflect.TypeOf(d).Field(0).Name, reflect.ValueOf(x).Len(), reflect.DeepEqual(nilm2, map[string][]int{"a": {1, 2}}), reflect.TypeOf(c).Elem().Name())
	funcs := []func() int{}
	for i := 0; i < 3; i++ {
		defer func() { fmt.Print("d", i, " ") }()
		funcs = append(funcs, func() int { i *= 2; return i })
	}
	for _, f := range funcs {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println()
	const big = 1 << 70
	fmt.Println(big>>68, math.MaxUint32, uint64(math.MaxUint64), math.Sqrt(2), float32(1)/3, 1e6, 1e21, 100000000.0, 3/2*2.0, 'a'+1, "s"+"t")
	var i8 int8 = 127
	i8++
	var u uint = 0
	u--
	fmt.Println(i8, u, int32(math.MinInt32)/int32(i8/i8*-1+0), 5.0/2, -5>>1, uint32(1)<<31, 0x1p-2, 1_000)
	fmt.Println(math.NaN(), -math.Inf(1), math.Copysign(0, -1), math.MaxInt64, math.Round(-2.5), math.Trunc(-2.7), math.Mod(-7, 3))
	e1 := errors.New("x")
	e2 := fmt.Errorf("a: %w, b: %w", e1, io.EOF)
	fmt.Println(e2, errors.Is(e2, io.EOF), errors.Unwrap(e2), errors.Is(e2, errors.New("x")))
	var an Animal
	defer func() {
		fmt.Println(recover())
		var arr [5]int
		idx := 5
		defer func() { fmt.Println(recover()); _ = []int{}[idx] }()
		fmt.Println(arr[idx%5], any(an).(fmt.Stringer))
	}()
	fmt.Println(an.Sound())
}
