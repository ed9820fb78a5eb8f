// Big integers, rationals and floats.
package main

import (
	"fmt"
	"math/big"
)

func main() {
	a, _ := new(big.Int).SetString("123456789012345678901234567890", 10)
	b := big.NewInt(987654321)
	var c big.Int
	c.Mul(a, b)
	fmt.Println(&c, c.String(), a.Cmp(b), c.Sign(), c.BitLen())
	q, r := new(big.Int).DivMod(a, b, new(big.Int))
	fmt.Println(q, r, new(big.Int).Exp(big.NewInt(2), big.NewInt(200), nil), new(big.Int).GCD(nil, nil, big.NewInt(48), big.NewInt(36)))
	f := big.NewInt(1)
	for i := int64(2); i <= 30; i++ {
		f.Mul(f, big.NewInt(i))
	}
	fmt.Println(f, new(big.Int).Sqrt(f), f.Text(16), big.NewInt(97).ProbablyPrime(10), new(big.Int).ModInverse(big.NewInt(3), big.NewInt(11)))
	x, y := big.NewRat(1, 3), big.NewRat(1, 6)
	z := new(big.Rat).Add(x, y)
	fmt.Println(z, z.FloatString(3), x.Cmp(y), z.Num(), z.Denom())
	bf := new(big.Float).SetPrec(100).SetFloat64(2)
	fmt.Println(bf.Sqrt(bf).Text('f', 25))
	fmt.Printf("%v %d %x %s %10d|\n", b, b, b, b, big.NewInt(5))
	fib := func(n int) *big.Int {
		a, b := big.NewInt(0), big.NewInt(1)
		for range n {
			a.Add(a, b)
			a, b = b, a
		}
		return a
	}
	fmt.Println(fib(150), len(fib(1000).String()))
}
