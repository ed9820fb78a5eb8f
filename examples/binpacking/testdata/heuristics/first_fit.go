// Package heuristic: the first bin that has room. Bins come in the order in
// which they were opened.
package heuristic

func Priority(item float64, bins []float64) []float64 {
	p := make([]float64, len(bins))
	for i := range bins {
		p[i] = -float64(i)
	}
	return p
}
