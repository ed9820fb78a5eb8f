// want: ok
// score: 1

package candidate

// Square uses that x*x = (x-1)*(x+1) + 1.
func Square(x float64) float64 {
	return (x-1)*(x+1) + 1
}
