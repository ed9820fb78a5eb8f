// want: crashed

package candidate

// Square panics where nothing can recover it.
func Square(x float64) float64 {
	c := make(chan float64)
	go func() {
		var table []float64
		c <- table[int(x)]
	}()
	return <-c
}
