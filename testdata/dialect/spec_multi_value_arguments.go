// A call with several results as the arguments of a function, a builtin, print, or a conversion of each.
package main

import (
	"fmt"
	"math"
)

func two() (float64, float64)              { return 5, 7 }
func app() ([]string, string)              { return []string{"foo"}, "bar" }
func apps() ([]byte, byte, byte)           { return []byte("ab"), '1', '2' }
func cp(b []byte) ([]byte, string)         { return b, "xyz" }
func del(m map[int]int) (map[int]int, int) { return m, 1 }
func pair() (int, error)                   { return 3, nil }
func anys(xs ...any) int                   { return len(xs) }
func mix(n int, rest ...any) string        { return fmt.Sprint(n, rest) }

type S struct{}

func (S) m(a, b float64) float64 { return a * b }

func main() {
	fmt.Println(complex(two()), append(app()), string(append(apps())))
	b := make([]byte, 2)
	n := copy(cp(b))
	m := map[int]int{1: 1, 2: 2}
	delete(del(m))
	fmt.Println(n, string(b), m, anys(pair()), anys(two()), mix(pair()), S{}.m(two()))
	fmt.Println(math.Max(two()), min(1, 2))
	f := func(a, b float64) (float64, float64) { return b, a }
	fmt.Println(f(f(two())))
}
