package supervisor

import "testing"

// BenchmarkEmit is what an event costs: with nobody listening, and with a
// subscription that is full.
func BenchmarkEmit(b *testing.B) {
	md := Metadata{SandboxID: "gen1-001", RunID: 7, Function: "Square", Version: 1, Checksum: "sum"}
	for _, subs := range []int{0, 1} {
		b.Run(map[int]string{0: "nobody", 1: "full"}[subs], func(b *testing.B) {
			var bus bus
			defer bus.close()
			for range subs {
				bus.subscribe(1)
			}
			b.ReportAllocs()
			for b.Loop() {
				bus.emit(EventRunStart, Measurements{}, md)
			}
		})
	}
}

func TestEmitDoesNotAllocate(t *testing.T) {
	var bus bus
	defer bus.close()
	emit := func() { bus.emit(EventRunStart, Measurements{Duration: 1}, Metadata{SandboxID: "a"}) }
	if n := testing.AllocsPerRun(1000, emit); n > 0 {
		t.Errorf("with nobody listening: %v allocations", n)
	}
	bus.subscribe(1)
	if n := testing.AllocsPerRun(1000, emit); n > 0 {
		t.Errorf("with a full subscription: %v allocations", n)
	}
}
