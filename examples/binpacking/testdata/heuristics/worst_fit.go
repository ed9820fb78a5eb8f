// Package heuristic: the bin that is left with the most room, and a new one only
// if there must be.
package heuristic

func Priority(item float64, bins []float64) []float64 {
	p := make([]float64, len(bins))
	for i, room := range bins {
		p[i] = room
	}
	p[len(p)-1] = -1
	return p
}
