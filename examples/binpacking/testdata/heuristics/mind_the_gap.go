// Package heuristic: best fit, but rather a new bin than a gap that is too large
// to be neglected and too small for most items.
package heuristic

func Priority(item float64, bins []float64) []float64 {
	p := make([]float64, len(bins))
	for i, room := range bins {
		gap := room - item
		p[i] = -gap
		if gap > 8 && gap < 25 {
			p[i] -= 1000
		}
	}
	return p
}
