// Typed constants, constant expressions of named types, big floats.
package main

import (
	"fmt"
	"math"
)

type Celsius float64
type Level int

const (
	Freezing Celsius = 0
	Boiling  Celsius = 100
	Mid              = (Freezing + Boiling) / 2
	Low      Level   = 1
	High             = Low << 4
)
const eps = 1.0 / (1 << 40)

func main() {
	fmt.Printf("%T %v %T %v\n", Mid, Mid, High, High)
	fmt.Println(eps, math.Pi, float32(math.Pi), math.E*math.E, math.SmallestNonzeroFloat64, math.MaxFloat64, math.MaxFloat32)
	const c = complex(1, 2) * 2i
	fmt.Println(c, real(c), imag(c))
	var l Level = 3
	fmt.Println(l == 3, High > l, Boiling-32.5)
	const big = 123456789012345678901234567890
	fmt.Println(big/1e20, float64(big))
}
