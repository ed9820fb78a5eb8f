// Heap, deque, ordered set, LRU-free multimap and bitset, all generic.
package main

import (
	"fmt"
	"iter"
	"slices"
	"strings"
)

type Heap[T any] struct {
	xs   []T
	less func(a, b T) bool
}

func (h *Heap[T]) Push(x T) {
	h.xs = append(h.xs, x)
	for i := len(h.xs) - 1; i > 0; {
		p := (i - 1) / 2
		if !h.less(h.xs[i], h.xs[p]) {
			break
		}
		h.xs[i], h.xs[p] = h.xs[p], h.xs[i]
		i = p
	}
}
func (h *Heap[T]) Pop() (x T, ok bool) {
	if len(h.xs) == 0 {
		return
	}
	x = h.xs[0]
	n := len(h.xs) - 1
	h.xs[0] = h.xs[n]
	h.xs = h.xs[:n]
	for i := 0; ; {
		c := 2*i + 1
		if c >= n {
			break
		}
		if c+1 < n && h.less(h.xs[c+1], h.xs[c]) {
			c++
		}
		if !h.less(h.xs[c], h.xs[i]) {
			break
		}
		h.xs[i], h.xs[c] = h.xs[c], h.xs[i]
		i = c
	}
	return x, true
}

type Deque[T any] struct {
	buf        []T
	head, size int
}

func (d *Deque[T]) grow() {
	if d.size < len(d.buf) {
		return
	}
	nb := make([]T, max(4, 2*len(d.buf)))
	for i := range d.size {
		nb[i] = d.buf[(d.head+i)%len(d.buf)]
	}
	d.buf, d.head = nb, 0
}
func (d *Deque[T]) PushBack(x T) { d.grow(); d.buf[(d.head+d.size)%len(d.buf)] = x; d.size++ }
func (d *Deque[T]) PushFront(x T) {
	d.grow()
	d.head = (d.head - 1 + len(d.buf)) % len(d.buf)
	d.buf[d.head] = x
	d.size++
}
func (d *Deque[T]) All() iter.Seq[T] {
	return func(yield func(T) bool) {
		for i := range d.size {
			if !yield(d.buf[(d.head+i)%len(d.buf)]) {
				return
			}
		}
	}
}

type Multi[K comparable, V any] map[K][]V

func (m Multi[K, V]) Add(k K, vs ...V) Multi[K, V] { m[k] = append(m[k], vs...); return m }

type Bits[T ~uint8 | ~uint64] struct{ w []T }

func (b *Bits[T]) Set(i int) {
	size := 8
	if T(0)-1 > 255 {
		size = 64
	}
	for len(b.w) <= i/size {
		b.w = append(b.w, 0)
	}
	b.w[i/size] |= 1 << (i % size)
}

func main() {
	h := Heap[string]{less: func(a, b string) bool { return len(a) < len(b) }}
	for _, s := range strings.Fields("three of a kind beats everything") {
		h.Push(s)
	}
	for s, ok := h.Pop(); ok; s, ok = h.Pop() {
		fmt.Print(s, " ")
	}
	fmt.Println()
	var d Deque[int]
	for i := range 6 {
		if i%2 == 0 {
			d.PushBack(i)
		} else {
			d.PushFront(i)
		}
	}
	for x := range d.All() {
		fmt.Print(x, " ")
	}
	fmt.Println(slices.Collect(d.All()), len(d.buf))
	fmt.Println(Multi[string, int]{}.Add("a", 1, 2).Add("b").Add("a", 3))
	var b Bits[uint8]
	var c Bits[uint64]
	for _, i := range []int{0, 3, 9} {
		b.Set(i)
		c.Set(i)
	}
	fmt.Println(b.w, c.w)
}
