// Factorials, binomials and Fibonacci numbers with own and big arithmetic.
package main

import (
	"fmt"
	"math/big"
)

type Nat []uint32

func FromInt(n uint32) Nat { return Nat{n} }
func (a Nat) MulSmall(m uint32) Nat {
	out := make(Nat, 0, len(a)+1)
	carry := uint64(0)
	for _, d := range a {
		carry += uint64(d) * uint64(m)
		out = append(out, uint32(carry%1e9))
		carry /= 1e9
	}
	if carry > 0 {
		out = append(out, uint32(carry))
	}
	return out
}
func (a Nat) Add(b Nat) Nat {
	var out Nat
	carry := uint32(0)
	for i := 0; i < len(a) || i < len(b) || carry > 0; i++ {
		s := carry
		if i < len(a) {
			s += a[i]
		}
		if i < len(b) {
			s += b[i]
		}
		out = append(out, s%1_000_000_000)
		carry = s / 1_000_000_000
	}
	return out
}
func (a Nat) String() string {
	s := fmt.Sprint(a[len(a)-1])
	for i := len(a) - 2; i >= 0; i-- {
		s += fmt.Sprintf("%09d", a[i])
	}
	return s
}

func main() {
	f := FromInt(1)
	g := big.NewInt(1)
	for i := uint32(2); i <= 50; i++ {
		f = f.MulSmall(i)
		g.Mul(g, big.NewInt(int64(i)))
	}
	fmt.Println(f, f.String() == g.String())
	a, b := FromInt(0), FromInt(1)
	for range 100 {
		a, b = b, a.Add(b)
	}
	fmt.Println(a, new(big.Int).Binomial(60, 30))
	sum := 0
	for _, d := range g.String() {
		sum += int(d - '0')
	}
	fmt.Println(sum, len(g.Bits()), g.TrailingZeroBits())
}
