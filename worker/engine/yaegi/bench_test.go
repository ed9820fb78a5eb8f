package yaegi

import (
	"reflect"
	"testing"
)

// small is the genome whose load is measured: 17 lines, two imports.
const small = `package genome

import (
	"math"
	"strings"
)

func Square(x float64) float64 { return math.Pow(x, 2) }

func Label(s string) string {
	var parts []string
	for i := 0; i < 3; i++ {
		parts = append(parts, s)
	}
	return strings.Join(parts, "-")
}
`

func benchmarkLoad(b *testing.B, text string) {
	modules := checked(b, mod("genome", "genome.go", text))
	e := New()
	b.ReportAllocs()
	for b.Loop() {
		p := e.New((&streams{}).env(""))
		if err := p.Load(modules); err != nil {
			b.Fatal(err)
		}
		p.Stop()
	}
}

func BenchmarkLoad(b *testing.B) { benchmarkLoad(b, small) }

func BenchmarkLoadEmpty(b *testing.B) { benchmarkLoad(b, "package genome\nfunc F() {}\n") }

func BenchmarkLoadSlices(b *testing.B) {
	benchmarkLoad(b, "package genome\nimport \"slices\"\nfunc F() int { return slices.Max([]int{1, 2}) }\n")
}

func BenchmarkCall(b *testing.B) {
	f := mustLookup(b, mustLoad(b, nil, small), "genome", "Square")
	args := []reflect.Value{reflect.ValueOf(3.0)}
	b.ReportAllocs()
	for b.Loop() {
		if _, panicked := f.Call(args); panicked != nil {
			b.Fatal(panicked)
		}
	}
}
