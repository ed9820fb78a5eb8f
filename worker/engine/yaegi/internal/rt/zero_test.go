package rt

import (
	"math"
	"testing"
)

// Whatever is marked and unmarked is what it was, and the mark is no zero.
func TestMarkZero(t *testing.T) {
	for _, x := range []float64{0, math.Copysign(0, -1), 1, -1, math.Inf(1), math.Inf(-1), math.NaN(), math.SmallestNonzeroFloat64} {
		m := MarkZero(x)
		if m == 0 && math.Signbit(m) {
			t.Errorf("%v is marked as %v", x, m)
		}
		if got := UnmarkZero(m); math.Float64bits(got) != math.Float64bits(x) {
			t.Errorf("%v comes back as %v", x, got)
		}
		y := float32(x)
		if got := UnmarkZero32(MarkZero32(y)); math.Float32bits(got) != math.Float32bits(y) {
			t.Errorf("%v comes back as %v", y, got)
		}
	}
}
