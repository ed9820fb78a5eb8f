// want: ok
// score: 1

package candidate

// Square adds the first x odd numbers: 1 + 3 + 5 = 9. It is right for whole
// numbers only.
func Square(x float64) float64 {
	if x < 0 {
		x = -x
	}
	sum := 0.0
	for odd := 1.0; odd < 2*x; odd += 2 {
		sum += odd
	}
	return sum
}
