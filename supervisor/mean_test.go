package supervisor

import "testing"

// The same components have the same score, to the last bit.
func TestMeanOfComponentsIsAlwaysTheSame(t *testing.T) {
	components := map[string]float64{}
	for i := range 9 {
		components[string(rune('a'+i))] = 0.1 * float64(i*i)
	}
	want := total(components)
	for range 100 {
		if got := total(components); got != want {
			t.Fatalf("%v, and then %v", want, got)
		}
	}
	// A sum would be infinite.
	if got := total(map[string]float64{"a": 1.5e308, "b": 1.5e308}); got != 1.5e308 {
		t.Errorf("mean %v, want 1.5e308", got)
	}
}
