// Durations: arithmetic, printing, parsing, rounding.
package main

import (
	"fmt"
	"math"
	"time"
)

func main() {
	for _, d := range []time.Duration{0, 1, 1500, 2 * time.Millisecond, 1500 * time.Millisecond, time.Hour + 2*time.Minute + 3*time.Second, -time.Minute, math.MaxInt64} {
		fmt.Println(d, d.Seconds(), int64(d))
	}
	d, err := time.ParseDuration("1h15m30.5s")
	fmt.Println(d, err, d.Minutes(), d.Truncate(time.Minute), d.Round(time.Hour), time.Duration(2.5*float64(time.Second)))
	_, err = time.ParseDuration("5 apples")
	fmt.Println(err)
	fmt.Printf("%v %d %s %T %.1f\n", time.Second, time.Second, time.Millisecond, time.Second, time.Second.Hours())
	n := 3
	fmt.Println(time.Duration(n)*time.Second, time.Second*2 > time.Second, 10*time.Second/3, time.Duration(90)*time.Minute)
	type cfg struct{ Timeout time.Duration }
	fmt.Printf("%v %+v\n", cfg{time.Second}, cfg{time.Minute})
}
