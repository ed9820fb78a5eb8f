// An LRU cache on container/list and one on its own list.
package main

import (
	"container/list"
	"fmt"
)

type LRU struct {
	cap   int
	order *list.List
	items map[string]*list.Element
}
type entry struct {
	key string
	val int
}

func NewLRU(n int) *LRU { return &LRU{n, list.New(), make(map[string]*list.Element)} }
func (c *LRU) Get(k string) (int, bool) {
	if e, ok := c.items[k]; ok {
		c.order.MoveToFront(e)
		return e.Value.(*entry).val, true
	}
	return 0, false
}
func (c *LRU) Put(k string, v int) {
	if e, ok := c.items[k]; ok {
		e.Value.(*entry).val = v
		c.order.MoveToFront(e)
		return
	}
	if c.order.Len() == c.cap {
		last := c.order.Back()
		delete(c.items, last.Value.(*entry).key)
		c.order.Remove(last)
	}
	c.items[k] = c.order.PushFront(&entry{k, v})
}

type node[K comparable, V any] struct {
	k          K
	v          V
	prev, next *node[K, V]
}
type Cache[K comparable, V any] struct {
	cap  int
	m    map[K]*node[K, V]
	root node[K, V]
}

func New[K comparable, V any](n int) *Cache[K, V] {
	c := &Cache[K, V]{cap: n, m: map[K]*node[K, V]{}}
	c.root.prev, c.root.next = &c.root, &c.root
	return c
}
func (c *Cache[K, V]) unlink(n *node[K, V]) { n.prev.next, n.next.prev = n.next, n.prev }
func (c *Cache[K, V]) front(n *node[K, V]) {
	n.prev, n.next = &c.root, c.root.next
	n.prev.next, n.next.prev = n, n
}
func (c *Cache[K, V]) Put(k K, v V) {
	if n := c.m[k]; n != nil {
		c.unlink(n)
		delete(c.m, k)
	} else if len(c.m) == c.cap {
		old := c.root.prev
		c.unlink(old)
		delete(c.m, old.k)
	}
	n := &node[K, V]{k: k, v: v}
	c.m[k] = n
	c.front(n)
}
func (c *Cache[K, V]) Get(k K) (v V, ok bool) {
	n, ok := c.m[k]
	if ok {
		c.unlink(n)
		c.front(n)
		v = n.v
	}
	return
}

func main() {
	c := NewLRU(2)
	c.Put("a", 1)
	c.Put("b", 2)
	c.Get("a")
	c.Put("c", 3)
	fmt.Println(c.Get("a"))
	fmt.Println(c.Get("b"))
	g := New[int, string](2)
	g.Put(1, "one")
	g.Put(2, "two")
	g.Get(1)
	g.Put(3, "three")
	fmt.Println(g.Get(2))
	fmt.Println(g.Get(3))
	for n := g.root.next; n != &g.root; n = n.next {
		fmt.Print(n.k, n.v, " ")
	}
	fmt.Println(len(g.m))
}
