// Package heuristic: the bin that is left with the least room.
package heuristic

func Priority(item float64, bins []float64) []float64 {
	p := make([]float64, len(bins))
	for i, room := range bins {
		p[i] = item - room
	}
	return p
}
