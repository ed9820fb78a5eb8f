package worker

import (
	"reflect"
	"testing"

	"github.com/petri-lab/petri/ipc/workerpb"
)

// Every field of a profile arrives.
func TestProfileFromWire(t *testing.T) {
	p := profileFromWire(&workerpb.Profile{
		Name: "x", Imports: []string{"fmt"}, AllImports: true, DotImports: true, Goroutines: true, Clock: true, FixedClock: true, Random: true, FixedMapOrder: true,
	}, false)
	v := reflect.ValueOf(p)
	for i := range v.NumField() {
		if v.Field(i).IsZero() {
			t.Errorf("%s does not arrive", v.Type().Field(i).Name)
		}
	}
	if got := profileFromWire(nil, false); !reflect.ValueOf(got).IsZero() {
		t.Errorf("got %+v from nothing", got)
	}
	if !profileFromWire(nil, true).Random {
		t.Error("a seed does not allow randomness")
	}
}
