package vet

import (
	"fmt"
	"strings"
	"testing"

	"github.com/petri-lab/petri/genome"
)

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

// long has 18 lines for each of 26 functions.
func long() string {
	var b strings.Builder
	b.WriteString("package candidate\n\nimport \"strings\"\n")
	for i := range 26 {
		fmt.Fprintf(&b, `
// F%[1]d counts words that are longer than n.
func F%[1]d(text string, n int) map[string]int {
	counts := make(map[string]int)
	for _, word := range strings.Fields(text) {
		word = strings.ToLower(strings.Trim(word, ".,;:!?"))
		if len(word) > n && word != "" {
			counts[word]++
		} else if len(word) == 0 {
			continue
		}
	}
	for w, c := range counts {
		if c < %[1]d {
			delete(counts, w)
		}
	}
	return counts
}
`, i)
	}
	return b.String()
}

func BenchmarkVet(b *testing.B) {
	for _, text := range []string{seventeen, long(), modern} {
		g := genome.FromString("candidate.go", text)
		p := genome.Standard()
		b.Run(fmt.Sprint(strings.Count(text, "\n"), " lines"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if r := Check(g, p, genome.Caps{}); !r.OK() {
					b.Fatal(r.Diagnostics)
				}
			}
		})
	}
}

// What the first genome pays that uses these.
func BenchmarkLibrary(b *testing.B) {
	for _, names := range []string{"fmt.Println", "errors.New fmt.Sprintf math.Sqrt sort.Slice strconv.Itoa strings.Repeat", "encoding/json.Marshal fmt.Println time.Now"} {
		var list []want
		for name := range strings.FieldsSeq(names) {
			dot := strings.LastIndexByte(name, '.')
			list = append(list, want{path: name[:dot], names: []string{name[dot+1:]}})
		}
		b.Run(names, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				newLibrary().load(list)
			}
		})
	}
}
