// A cache, a tree with iterators, a set, and shortest paths, mostly generic.
package main

import (
	"cmp"
	"container/heap"
	"container/list"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
)

type LRU[K comparable, V any] struct {
	cap   int
	ll    *list.List
	items map[K]*list.Element
}
type entry[K comparable, V any] struct {
	key K
	val V
}

func NewLRU[K comparable, V any](n int) *LRU[K, V] {
	return &LRU[K, V]{n, list.New(), map[K]*list.Element{}}
}
func (c *LRU[K, V]) Get(k K) (v V, ok bool) {
	if e, hit := c.items[k]; hit {
		c.ll.MoveToFront(e)
		return e.Value.(*entry[K, V]).val, true
	}
	return
}
func (c *LRU[K, V]) Put(k K, v V) {
	if e, ok := c.items[k]; ok {
		e.Value.(*entry[K, V]).val = v
		c.ll.MoveToFront(e)
		return
	}
	c.items[k] = c.ll.PushFront(&entry[K, V]{k, v})
	if c.ll.Len() > c.cap {
		last := c.ll.Back()
		delete(c.items, c.ll.Remove(last).(*entry[K, V]).key)
	}
}

type Tree[T cmp.Ordered] struct {
	root *node[T]
	n    int
}
type node[T cmp.Ordered] struct {
	v           T
	left, right *node[T]
}

func (t *Tree[T]) Add(vs ...T) *Tree[T] {
	for _, v := range vs {
		p := &t.root
		for *p != nil {
			switch c := cmp.Compare(v, (*p).v); {
			case c < 0:
				p = &(*p).left
			case c > 0:
				p = &(*p).right
			default:
				goto next
			}
		}
		*p = &node[T]{v: v}
		t.n++
	next:
	}
	return t
}
func (n *node[T]) push(yield func(T) bool) bool {
	return n == nil || n.left.push(yield) && yield(n.v) && n.right.push(yield)
}
func (t *Tree[T]) All() iter.Seq[T] { return func(yield func(T) bool) { t.root.push(yield) } }
func (t *Tree[T]) Enumerate() iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		i := 0
		for v := range t.All() {
			if !yield(i, v) {
				return
			}
			i++
		}
	}
}

func Map[T, U any](s iter.Seq[T], f func(T) U) iter.Seq[U] {
	return func(yield func(U) bool) {
		s(func(v T) bool { return yield(f(v)) })
	}
}
func Filter[T any](s iter.Seq[T], ok func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		for v := range s {
			if ok(v) && !yield(v) {
				return
			}
		}
	}
}
func Reduce[T, A any](s iter.Seq[T], a A, f func(A, T) A) A {
	for v := range s {
		a = f(a, v)
	}
	return a
}

type Set[T comparable] map[T]struct{}

func SetOf[T comparable](vs ...T) Set[T] {
	s := Set[T]{}
	for _, v := range vs {
		s[v] = struct{}{}
	}
	return s
}
func (s Set[T]) Union(o Set[T]) Set[T] { r := maps.Clone(s); maps.Copy(r, o); return r }
func (s Set[T]) String() string {
	var out []string
	for v := range s {
		out = append(out, fmt.Sprint(v))
	}
	slices.Sort(out)
	return "{" + strings.Join(out, ",") + "}"
}

type item struct {
	name string
	dist int
	idx  int
}
type pq []*item

func (q pq) Len() int           { return len(q) }
func (q pq) Less(i, j int) bool { return q[i].dist < q[j].dist }
func (q pq) Swap(i, j int)      { q[i], q[j] = q[j], q[i]; q[i].idx, q[j].idx = i, j }
func (q *pq) Push(x any)        { it := x.(*item); it.idx = len(*q); *q = append(*q, it) }
func (q *pq) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
}

func dijkstra(g map[string]map[string]int, from string) map[string]int {
	dist := map[string]int{from: 0}
	q := &pq{{name: from}}
	for q.Len() > 0 {
		u := heap.Pop(q).(*item)
		if u.dist > dist[u.name] {
			continue
		}
		for v, w := range g[u.name] {
			if d, ok := dist[v]; !ok || u.dist+w < d {
				dist[v] = u.dist + w
				heap.Push(q, &item{name: v, dist: dist[v]})
			}
		}
	}
	return dist
}

func main() {
	c := NewLRU[string, int](2)
	c.Put("a", 1)
	c.Put("b", 2)
	c.Get("a")
	c.Put("c", 3)
	_, ok := c.Get("b")
	fmt.Println(ok, c.ll.Len(), len(c.items))
	t := new(Tree[string]).Add(strings.Fields("the quick brown fox jumps over the lazy dog")...)
	for i, v := range t.Enumerate() {
		if i == 5 {
			break
		}
		fmt.Print(i, "=", v, " ")
	}
	fmt.Println(t.n, slices.Collect(Map(t.All(), strings.ToUpper)))
	nums := new(Tree[int]).Add(5, 3, 8, 1, 4, 9, 3)
	even := Filter(nums.All(), func(n int) bool { return n%2 == 0 })
	fmt.Println(slices.Collect(even), Reduce(nums.All(), "", func(s string, n int) string { return s + fmt.Sprint(n) }))
	next, stop := iter.Pull(nums.All())
	a, ok1 := next()
	b, ok2 := next()
	stop()
	fmt.Println(a, b, ok1, ok2)
	fmt.Println(SetOf(1, 2).Union(SetOf(2, 3)), SetOf("x"), len(SetOf(1, 1, 1)))
	fmt.Printf("%v %T %T %T\n", SetOf(3.5), SetOf(1), t, c)
	g := map[string]map[string]int{"a": {"b": 7, "c": 3}, "c": {"b": 1, "d": 8}, "b": {"d": 2}}
	d := dijkstra(g, "a")
	fmt.Println(d, slices.Sorted(maps.Keys(d)))
	type kv struct {
		k string
		v int
	}
	var kvs []kv
	for k, v := range d {
		kvs = append(kvs, kv{k, v})
	}
	slices.SortFunc(kvs, func(x, y kv) int { return cmp.Or(-cmp.Compare(x.v, y.v), strings.Compare(x.k, y.k)) })
	fmt.Printf("%v %+v %#v\n", kvs, kvs[0], kvs[1])
	for ch := range slices.Chunk([]int{1, 2, 3, 4, 5}, 2) {
		fmt.Print(ch, cap(ch))
	}
	i, found := slices.BinarySearchFunc(kvs, 3, func(e kv, t int) int { return t - e.v })
	fmt.Println(i, found, slices.MaxFunc(kvs, func(a, b kv) int { return cmp.Compare(a.k, b.k) }))
}
