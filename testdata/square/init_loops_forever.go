// want: timeout

package candidate

var table = fill()

// fill never finishes the table.
func fill() []float64 {
	t := make([]float64, 10)
	for i := 0; ; i++ {
		t[i%10] = float64(i * i)
	}
}

// Square is never called.
func Square(x float64) float64 {
	return table[int(x)]
}
