package supervisor

import (
	"testing"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/petri-lab/petri/genome"
)

// A field of a profile that did not reach the worker would be without effect.
func TestProfileToWire(t *testing.T) {
	all := genome.Profile{Name: "x", Imports: []string{"fmt"}, AllImports: true, DotImports: true, Goroutines: true, Clock: true, FixedClock: true, Random: true, FixedMapOrder: true}
	m := profileToWire(all).ProtoReflect()
	fields := m.Descriptor().Fields()
	for i := range fields.Len() {
		if f := fields.Get(i); !m.Has(f) {
			t.Errorf("%s is not sent", f.Name())
		}
	}
	none := profileToWire(genome.Profile{}).ProtoReflect()
	none.Range(func(f protoreflect.FieldDescriptor, _ protoreflect.Value) bool {
		t.Errorf("%s is sent", f.Name())
		return true
	})
}
