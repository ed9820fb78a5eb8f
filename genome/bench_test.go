package genome

import "testing"

const seventeen = `package candidate

import "fmt"

// Square is what the harness calls.
func Square(x int) int {
	return x * x
}

func sum(xs []int) (total int) {
	for _, x := range xs {
		total += Square(x)
	}
	return total
}

func Show() string { return fmt.Sprint(sum([]int{1, 2, 3})) }
`

func BenchmarkCheck(b *testing.B) {
	g := FromString("candidate.go", seventeen)
	for b.Loop() {
		if err := g.Check(Caps{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkChecksum(b *testing.B) {
	m := FromString("candidate.go", seventeen)[0]
	for b.Loop() {
		m.Checksum()
	}
}
