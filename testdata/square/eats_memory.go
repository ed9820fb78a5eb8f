// want: memory_limit

package candidate

// Square keeps everything that it ever thought of.
func Square(x float64) float64 {
	var thoughts [][]float64
	for {
		thoughts = append(thoughts, make([]float64, 1<<16))
		thoughts[len(thoughts)-1][0] = x
	}
}
