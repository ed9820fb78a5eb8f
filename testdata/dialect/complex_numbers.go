// Complex arithmetic, comparison and printing.
package main

import (
	"fmt"
	"math"
	"math/cmplx"
)

func main() {
	a := complex(1, 2)
	b := 3 - 4i
	fmt.Println(a+b, a*b, a/b, -a, a == complex(1, 2), real(b), imag(b))
	fmt.Printf("%v %.1f %T %T\n", a, b, a, complex64(a))
	var c complex64 = complex(float32(0.5), 1)
	c *= c
	fmt.Println(c, cmplx.Abs(b), cmplx.Conj(a), cmplx.Sqrt(-1))
	z := 0i
	for range 5 {
		z = z*z + complex(-0.5, 0.25)
	}
	fmt.Printf("%.6f\n", z)
	fmt.Println(a/0 == a/0, cmplx.IsInf(a/complex(0, 0)), math.IsNaN(real(z-z)/real(z-z)))
	m := map[complex128]string{1i: "i"}
	fmt.Println(m[1i], m[0])
}
