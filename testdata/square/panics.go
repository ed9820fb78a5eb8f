// want: panic

package candidate

// Square looks its answers up in a table that is too short.
func Square(x float64) float64 {
	table := []float64{0, 1, 4, 9}
	if x < 0 {
		x = -x
	}
	return table[int(x)]
}
