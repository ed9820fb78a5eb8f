// Negative zero and signed arithmetic with it are kept.
package main

import (
	"fmt"
	"math"
)

func add(x float64) float64   { return x + 0 }
func sub(x float64) float64   { return x - 0 }
func neg(x float64) float64   { return -x }
func sub32(x float32) float32 { return x - 0 }

func main() {
	var zero float64
	inf := 1 / zero
	nz := -1 / inf
	fmt.Println(1/add(nz), 1/sub(nz), 1/neg(nz), 1/neg(zero), nz, nz == 0, -zero, math.Signbit(nz))
	nz32 := float32(nz)
	fmt.Println(1/sub32(nz32), 1/(nz32*1), nz32*-1, float32(0)*-1, 0*nz, nz*nz, -0.0)
	fmt.Println(min(nz, zero), 1/min(zero, nz), 1/max(nz, zero), math.Copysign(3, nz), math.Max(nz, 0))
	a := [1]float64{nz}
	b := [1]float64{0}
	fmt.Println(a == b, any(a) == any(b), map[float64]int{0: 1}[nz])
}
