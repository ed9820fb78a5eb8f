// Package fitness scores candidates for x*x.
package fitness

import (
	"candidate"
	"math"
)

// Fitness returns the share of right answers as "correctness", and as "score"
// the inverse of the total error, which tells wrong candidates apart: 1 for
// perfection, less the further off a candidate is.
func Fitness() map[string]float64 {
	cases := []float64{-5, -2, 0, 1, 3, 7, 10}
	right, total := 0.0, 0.0
	for _, x := range cases {
		off := math.Abs(candidate.Square(x) - x*x)
		switch {
		case off == 0:
			right++
		case math.IsNaN(off) || off > 1e6:
			// No answer, or one that would drown all others.
			total += 1e6
		default:
			total += off
		}
	}
	return map[string]float64{
		"score":       1 / (1 + total),
		"correctness": right / float64(len(cases)),
	}
}
