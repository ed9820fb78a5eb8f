// NaN keys are never found again.
package main

import (
	"fmt"
	"math"
)

func main() {
	m := map[float64]int{}
	m[math.NaN()] = 1
	m[math.NaN()] = 2
	m[1] = 3
	_, ok := m[math.NaN()]
	fmt.Println(len(m), ok, m[math.NaN()])
	delete(m, math.NaN())
	sum := 0
	for k, v := range m {
		if k != k {
			sum += v
		}
	}
	fmt.Println(len(m), sum)
	m2 := map[any]int{math.Copysign(0, -1): 1}
	m2[0.0]++
	fmt.Println(len(m2), m2[0.0])
}
