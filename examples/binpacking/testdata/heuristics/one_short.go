// Package heuristic: forgets the new bin, and so finds none for the first item.
package heuristic

func Priority(item float64, bins []float64) []float64 {
	return make([]float64, len(bins)-1)
}
