// Calls come before what an assignment or expression reads, also on the left side:
// trees in slices that grow while they are built rely on it.
package main

import "fmt"

type node struct {
	key         int
	left, right int
	kids        [3]int
}

type tree struct {
	nodes []node
	n     int
}

func (t *tree) alloc(k int) int {
	t.nodes = append(t.nodes, node{key: k, left: -1, right: -1})
	t.n++
	return len(t.nodes) - 1
}

func (t *tree) insert(i, k int) int {
	if i < 0 {
		return t.alloc(k)
	}
	if k < t.nodes[i].key {
		t.nodes[i].left = t.insert(t.nodes[i].left, k)
	} else {
		t.nodes[i].right = t.insert(t.nodes[i].right, k)
	}
	return i
}

var pool []node

func mk(d int) int {
	id := len(pool)
	pool = append(pool, node{key: d})
	if d > 0 {
		pool[id].left = mk(d - 1)
		pool[id].kids[d%3] = mk(d - 1)
		pool[id].kids[pool[id].key%3] += mk(0)
		pool[id].key += mk(0)
		pool[id].right, pool[id].kids[2] = mk(0), mk(0)
	}
	return id
}

type heap struct {
	a    []int
	size int
}

func (h *heap) pop() int       { h.size--; v := h.a[h.size]; h.a = h.a[:h.size]; return v }
func (h *heap) push(v int) int { h.a = append(h.a, v); h.size++; return h.size }

type parser struct {
	toks []string
	pos  int
	out  []int
}

func (p *parser) next() string { t := p.toks[p.pos]; p.pos++; return t }
func (p *parser) expr() int    { p.out = append(p.out, p.pos); return len(p.next()) }

var memo = map[int]int{}

func fib(n int) int {
	if n < 2 {
		return n
	}
	if v, ok := memo[n]; ok {
		return v
	}
	memo[n] = fib(n-1) + fib(n-2)
	return memo[n]
}

var depth int

func rec(n int) int {
	depth++
	if n == 0 {
		return depth
	}
	return depth*10 + rec(n-1) - depth
}

func main() {
	t := &tree{}
	root := -1
	for _, k := range []int{5, 2, 8, 1, 9, 3, 7, 4, 6} {
		root = t.insert(root, k)
	}
	fmt.Println(t.nodes, root)
	mk(3)
	fmt.Println(pool)
	h := &heap{}
	for i := range 10 {
		h.push(i)
	}
	fmt.Println(h.pop() - h.pop())
	fmt.Println(h.size - h.pop())
	fmt.Println(h.a[h.size-1] - h.pop())
	h.a[h.size-1] = h.pop() + 100
	fmt.Println(h.a, h.size)
	h.a[len(h.a)-1] += h.push(3)
	fmt.Println(h.a, h.size)
	p := &parser{toks: []string{"a", "bb", "ccc", "dddd", "e", "ff", "ggg"}}
	fmt.Println(p.pos + p.expr()*10)
	fmt.Println(p.next() + p.next())
	fmt.Println(p.toks[p.pos]+p.next(), p.out)
	p.out[0], p.pos = p.expr(), p.pos-1
	fmt.Println(p.out, p.pos)
	p.out = append(p.out, p.expr())
	fmt.Println(p.out, p.pos)
	p.out = append(p.out, p.pos, p.expr(), p.pos)
	fmt.Println(p.out, p.pos)
	fmt.Println(fib(30), rec(4), depth)
	x := []int{1, 2, 3}
	grow := func() int { x = append(x, len(x)); x[0] = 50; return 1 }
	x[1] = grow()
	x[2] += grow()
	x[grow()] = grow()
	y := x[0] + grow()
	fmt.Println(x, y)
	i := 0
	nx := func() int { i++; return i }
	x[i] = nx()
	fmt.Println(x, i)
	x[i], x[i+1] = nx(), nx()
	fmt.Println(x, i)
	x[i+1] = nx()
	x[i-1] += nx()
	fmt.Println(x, i)
	m := map[int]int{}
	m[i] = nx()
	m[i+1] = nx()
	m[i] += nx()
	m[i+1] += nx()
	m[len(m)] = len(m)
	m[len(m)*2] = nx() + len(m)
	fmt.Println(m, i)
	q := []int{1, 2, 3, 4}
	pop := func() int { v := q[0]; q = q[1:]; return v }
	fmt.Println(len(q)*100+pop(), len(q), q[0]+pop(), q)
	for len(q)+pop() > 100 {
	}
	s := struct{ a, b int }{}
	set := func() int { s.a++; return s.a }
	s.b = s.a + set()
	s.a, s.b = set(), s.a
	fmt.Println(s)
	z := s
	z.a, z.b = s.a*2+set(), s.a
	fmt.Println(z)
	u := []int{s.a, set(), s.a * 2}
	fmt.Println(u)
	return2 := func() (int, int) { return s.a + 1, set() }
	fmt.Println(return2())
	c := s.a
	c, d := set()+c, s.a+1
	fmt.Println(c, d)
}
