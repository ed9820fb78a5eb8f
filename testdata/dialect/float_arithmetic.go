// Float arithmetic of both sizes, special values, math functions.
package main

import (
	"fmt"
	"math"
)

func main() {
	var a, b float32 = 0.1, 0.2
	fmt.Println(a+b, a*b, float64(a)+float64(b), a+b == 0.3)
	x, y := 0.1, 0.2
	fmt.Println(x+y, x+y == 0.3, x*3, 1-0.9, math.Sqrt(2), math.Pow(2, 0.5), math.Hypot(3, 4))
	nan := math.NaN()
	fmt.Println(nan == nan, nan < 1, nan > 1, nan != nan, math.IsNaN(nan), math.Max(nan, 1), max(nan, 1))
	inf := math.Inf(1)
	fmt.Println(inf-inf, inf*0, 1/inf, -1/inf, inf > math.MaxFloat64, math.Floor(-1.5), math.Round(2.5), math.RoundToEven(2.5), math.Trunc(-1.7), math.Mod(-7, 3), math.Remainder(7, 4), math.Cbrt(27))
	var sum float32
	for range 1000 {
		sum += 0.1
	}
	fmt.Println(sum)
	s := 0.0
	for i := 1; i <= 100; i++ {
		s += 1 / float64(i*i)
	}
	fmt.Println(s, math.Sqrt(s*6))
	fr, exp := math.Frexp(10)
	ip, fp := math.Modf(3.25)
	fmt.Println(fr, exp, ip, fp, math.Log2(8), math.Log10(1000), math.Sin(0), math.Atan2(1, 1))
}
