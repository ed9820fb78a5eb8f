// Rational numbers with normalisation, arithmetic and sorting.
package main

import (
	"fmt"
	"sort"
	"strconv"
)

type Rat struct{ num, den int }

func gcd(a, b int) int {
	if b == 0 {
		if a < 0 {
			return -a
		}
		return a
	}
	return gcd(b, a%b)
}
func New(n, d int) Rat {
	if d == 0 {
		panic(fmt.Errorf("rational %d/%d: zero denominator", n, d))
	}
	if d < 0 {
		n, d = -n, -d
	}
	g := gcd(n, d)
	return Rat{n / g, d / g}
}
func (a Rat) Add(b Rat) Rat  { return New(a.num*b.den+b.num*a.den, a.den*b.den) }
func (a Rat) Sub(b Rat) Rat  { return a.Add(Rat{-b.num, b.den}) }
func (a Rat) Mul(b Rat) Rat  { return New(a.num*b.num, a.den*b.den) }
func (a Rat) Div(b Rat) Rat  { return New(a.num*b.den, a.den*b.num) }
func (a Rat) Cmp(b Rat) int  { return a.num*b.den - b.num*a.den }
func (a Rat) Float() float64 { return float64(a.num) / float64(a.den) }
func (a Rat) String() string {
	if a.den == 1 {
		return strconv.Itoa(a.num)
	}
	return fmt.Sprintf("%d/%d", a.num, a.den)
}

func main() {
	a, b := New(1, 2), New(-3, 4)
	fmt.Println(a.Add(b), a.Sub(b), a.Mul(b), a.Div(b), a.Cmp(b) > 0, b.Float(), New(4, -8) == New(-1, 2))
	sum := New(0, 1)
	for i := 1; i <= 6; i++ {
		sum = sum.Add(New(1, i))
	}
	rs := []Rat{sum, a, b, New(5, 1)}
	sort.Slice(rs, func(i, j int) bool { return rs[i].Cmp(rs[j]) < 0 })
	fmt.Println(rs, map[Rat]bool{New(2, 4): true}[a])
	fmt.Printf("%v %+v %s %d\n", a, a, a, a)
	defer func() {
		err := recover().(error)
		fmt.Println("error:", err)
	}()
	a.Div(New(0, 5))
}
