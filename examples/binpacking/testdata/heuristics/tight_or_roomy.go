// Package heuristic: in the shape of what FunSearch found (Romera-Paredes and
// others, Nature 625, 2024). All bins are rated by how much room they have and
// would keep; the fullest is preferred, by far, if the item nearly fills it.
package heuristic

func Priority(item float64, bins []float64) []float64 {
	p := make([]float64, len(bins))
	fullest := 0
	for i, room := range bins {
		p[i] = 1000 - room*(room-item)
		if room < bins[fullest] {
			fullest = i
		}
	}
	gap := bins[fullest] - item
	p[fullest] = item*p[fullest] - gap*gap*gap*gap
	return p
}
