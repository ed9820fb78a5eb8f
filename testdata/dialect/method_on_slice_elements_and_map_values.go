// Methods on elements of slices, arrays, fields, results of calls and of map lookups.
package main

import "fmt"

type V struct{ n int }

func (v V) Get() int { return v.n }
func (v *V) Inc()    { v.n++ }

type Holder struct {
	v   V
	pv  *V
	vs  []V
	arr [2]V
	m   map[string]V
	mp  map[string]*V
}

func mk(n int) V        { return V{n} }
func (h *Holder) V() *V { return &h.v }

func main() {
	h := Holder{V{1}, &V{2}, []V{{3}, {4}}, [2]V{{5}, {6}}, map[string]V{"a": {7}}, map[string]*V{"b": {8}}}
	h.v.Inc()
	h.pv.Inc()
	h.vs[1].Inc()
	h.arr[0].Inc()
	h.mp["b"].Inc()
	h.V().Inc()
	fmt.Println(h.v.Get(), h.pv.Get(), h.vs[1].Get(), h.arr[0].Get(), h.m["a"].Get(), h.mp["b"].Get(), mk(9).Get(), h.m["none"].Get())
	p := &h.vs[0]
	p.Inc()
	(*p).Inc()
	fmt.Println(h.vs, h.arr)
	vs := map[string][]V{"k": {{1}, {2}}}
	vs["k"][0].Inc()
	fmt.Println(vs)
	g := h
	g.v.Inc()
	g.arr[1].Inc()
	g.vs[0].Inc()
	fmt.Println(h.v, g.v, h.arr, g.arr, h.vs[0], g.vs[0])
	for i := range h.arr {
		h.arr[i].Inc()
	}
	for _, x := range h.arr {
		x.Inc()
	}
	fmt.Println(h.arr)
}
