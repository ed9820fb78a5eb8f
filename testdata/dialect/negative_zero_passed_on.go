// Negative zero passed to functions of every kind, and back.
package main

import (
	"fmt"
	"iter"
	"math"
	"slices"
	"sort"
	"sync"
)

type C float64
type F32 float32

func (c C) Inv() float64          { return 1 / float64(c) }
func (c C) String() string        { return fmt.Sprintf("C(%v)", float64(c)) }
func (f F32) Sign() bool          { return math.Signbit(float64(f)) }
func (c C) Add(x float64) float64 { return float64(c) + x }

type Inverter interface{ Inv() float64 }
type Adder interface{ Add(float64) float64 }

func id[T any](x T) T                                  { return x }
func two(a, b float64) (float64, float64)              { return b, a }
func vari(p float64, xs ...float64) string             { return fmt.Sprint(p, xs) }
func apply(f func(float64) float64, x float64) float64 { return f(x) }
func seq(xs ...float64) iter.Seq2[float64, C] {
	return func(yield func(float64, C) bool) {
		for _, x := range xs {
			if !yield(x, C(x)) {
				return
			}
		}
	}
}
func named(x float64) (y float64) {
	defer func() { y = x }()
	return 1
}
func captured(x float64) func() float64                  { return func() float64 { return x } }
func mixed(n int, x float64, s string, y float32) string { return fmt.Sprint(n, x, s, y) }

type G struct{ f func(float64) float64 }

var global = id(math.Copysign(0, -1))

func main() {
	nz := math.Copysign(0, -1)
	fmt.Println(nz, global, id(nz), id(float32(nz)), id(C(nz)), id(any(nz)), id(0.0), id(math.NaN()), id(math.Inf(-1)))
	fmt.Println(two(nz, 0))
	fmt.Println(two(two(nz, 1)))
	fmt.Println(vari(nz, nz, 0, nz), vari(0), vari(nz, []float64{nz}...))
	fmt.Println(C(nz).Inv(), F32(nz).Sign(), C(nz), C(nz).Add(nz))
	var i Inverter = C(nz)
	var a Adder = C(nz)
	fmt.Println(i.Inv(), a.Add(nz), a.Add(0))
	fmt.Println(apply(math.Sqrt, nz), apply(math.Floor, nz), apply(id, nz), apply(func(x float64) float64 { return 1 / x }, nz))
	m := C(nz).Inv
	e := C.Inv
	ad := C(nz).Add
	fmt.Println(m(), e(C(nz)), ad(nz))
	for x, c := range seq(nz, 0, 1, nz) {
		fmt.Print(x, " ", c, ";")
	}
	fmt.Println(named(nz), captured(nz)(), mixed(1, nz, "s", float32(nz)))
	g := G{math.Trunc}
	fmt.Println(g.f(nz), func(x, y float64) float64 { return math.Atan2(x, y) }(nz, nz))
	func() {
		defer fmt.Println("deferred", nz)
		defer func(x float64) { fmt.Println("lit", x) }(nz)
		defer func(c C) { fmt.Println(c) }(C(nz))
	}()
	var wg sync.WaitGroup
	wg.Add(2)
	ch := make(chan float64, 2)
	go func(x float64) { defer wg.Done(); ch <- x }(nz)
	go send(ch, nz, &wg)
	wg.Wait()
	fmt.Println(<-ch, <-ch)
	s := []float64{1, nz, 0, -1}
	sort.Float64s(s)
	slices.SortFunc(s, func(a, b float64) int { return int(a - b) })
	fmt.Println(s, slices.Index(s, nz), slices.Max([]float64{nz, 0}), min(nz, id(nz)), max(id(nz), 0))
	k := -id(0.0)
	k -= 0
	k *= id(1.0)
	fmt.Println(k, 1/k, id(k-0), nz == id(nz), math.Float64bits(id(nz))>>63)
	x := 0.0
	x = id(-x)
	loop := 0
	for id(x) == 0 && loop < 3 {
		x = id(x) * id(nz)
		loop++
		fmt.Print(x, " ")
	}
	if id(nz) == 0 && 1/id(nz) < 0 || id(1.0) > 2 {
		fmt.Println("neg")
	}
	switch 1 / id(nz) {
	case math.Inf(-1):
		fmt.Println("-inf")
	}
	fmt.Println(math.Max(id(nz), id(nz)), fmt.Sprintf("%g %5.1f %v", id(nz), id(float32(nz)), id(C(nz))))
	mp := map[float64]func(float64) float64{nz: id[float64]}
	fmt.Println(mp[0](nz), len(mp))
}
func send(ch chan float64, x float64, wg *sync.WaitGroup) { defer wg.Done(); ch <- x }
