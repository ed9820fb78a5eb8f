// want: ok
// score: <1

package candidate

// Square adds one odd number too many.
func Square(x float64) float64 {
	if x < 0 {
		x = -x
	}
	sum := 0.0
	for odd := 1.0; odd <= 2*x+1; odd += 2 {
		sum += odd
	}
	return sum
}
