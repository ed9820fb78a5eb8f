// Complex constants and conversions of every form, also in generic code.
package main

import "fmt"

type Complex interface{ ~complex64 | ~complex128 }
type C complex128

func pi[T Complex]() T    { return T(3.14) }
func root[T Complex]() T  { return T(-1i) }
func sq[T Complex](x T) T { return x * x }

type V struct {
	X complex128
	f complex64
}

const magic = 1 + 2i

func (v V) is(x complex128) bool { return x == magic && v.X == x }
func f() complex128              { return complex(1, 0) }

func main() {
	fmt.Println(pi[complex128](), pi[complex64](), root[C](), sq(C(2i)), sq(complex64(1+1i)))
	v := V{magic, 2}
	fmt.Println(v.is(magic), real(f()), imag(f()), v)
	var c64 complex64 = 1.5
	c64 += 2i
	c := complex128(c64) * 2
	fmt.Println(c, real(c64), C(c) == 3+4i, complex64(c) == 3+4i)
	var x, y float32 = 1, 2
	z := complex(x, y)
	fmt.Printf("%T %T %T %v\n", z, real(z), complex(1, 2.5), -z)
	a := []complex128{1, 2i, 'a', 3.5}
	a[0] *= 1i
	a[1]++
	fmt.Println(a, a[0] == a[1], map[complex64]int{1i: 1}[1i])
}
