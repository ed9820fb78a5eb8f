// complex() keeps signed zeros and not-a-numbers.
package main

import (
	"fmt"
	"math"
	"math/cmplx"
)

func main() {
	nz := math.Copysign(0, -1)
	z := complex(nz, 0)
	w := complex(0, nz)
	fmt.Println(math.Signbit(real(z)), math.Signbit(imag(z)), math.Signbit(real(w)), math.Signbit(imag(w)))
	fmt.Println(cmplx.Phase(z), cmplx.Phase(w), cmplx.Phase(complex(-1, nz)), -z == z, math.Signbit(real(-z)))
	n := complex(math.NaN(), 1)
	fmt.Println(n == n, n != n, cmplx.IsNaN(n), imag(n))
	c := complex64(complex(float32(nz), 2))
	fmt.Println(math.Signbit(float64(real(c))), c)
	a := [2]complex128{complex(nz, 1)}
	fmt.Println(1/real(a[0]), 1/imag(complex(1, nz)))
}
