// Arithmetic, conversions and constants with type parameters.
package main

import "fmt"

type Integer interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64
}
type Float interface{ ~float32 | ~float64 }

func GCD[T Integer](a, b T) T {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
func Pow[T Integer | Float](x T, n int) T {
	r := T(1)
	for range n {
		r *= x
	}
	return r
}
func Avg[T Integer | Float](xs []T) float64 {
	var t T
	for _, x := range xs {
		t += x
	}
	return float64(t) / float64(len(xs))
}
func Abs[T Integer | Float](x T) T {
	if x < 0 {
		return -x
	}
	return x
}

func main() {
	fmt.Println(GCD(48, 36), GCD(uint8(250), 100), Pow(2, 10), Pow(1.5, 3), Pow(int8(2), 7), Pow(uint8(3), 6))
	fmt.Println(Avg([]int{1, 2}), Avg([]float32{0.5, 1}), Abs(-3), Abs(int8(-128)), Abs(-2.5))
	fmt.Printf("%T %T\n", Pow(float32(2), 2), GCD(int16(4), 6))
}
