// An integer becomes a float32 in one rounding, not by way of a float64.
package main

import (
	"fmt"
	"log"
	"os"
)

type small float32
type count int64

func ratio[T ~int64 | ~uint64 | ~int32](x T) float32 { return float32(x) / 2 }

func main() {
	values := []int64{8234508000000001, 9007199791611905, 1<<62 + 1<<38 + 1, -9007199791611905, 1<<24 + 1, 7, 0}
	for _, v := range values {
		var f float32 = float32(v) * 2
		fmt.Println(float32(v), float32(uint64(v)), float32(int(v)), small(count(v)), f, ratio(v), ratio(uint64(v)), ratio(int32(v)))
		fmt.Println(float64(float32(v)) == float64(v), float32(uintptr(v)) == float32(uint(v)), float32(float64(v)), float32(int16(v)))
	}
	const big = 1<<62 + 1<<38 + 1
	x := float32(big)
	x += float32(len(values))
	fmt.Println(x, []float32{float32(values[1])}, map[float32]bool{float32(values[2]): true})

	l := log.New(os.Stdout, "prefix\n", 0)
	l.Print("")
	l.Print("line")
	l.Print("line\n")
	l.SetPrefix("")
	l.Print("")
	l.Println()
}
