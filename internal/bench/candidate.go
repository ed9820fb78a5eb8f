package bench

import (
	"fmt"
	"strings"

	"github.com/petri-lab/petri/genome"
	"github.com/petri-lab/petri/supervisor"
)

// small is a typical small candidate: 17 lines, two imports. The number makes
// each one new.
func small(n int) string {
	return fmt.Sprintf(`package candidate

import (
	"math"
	"strings"
)

// F is what is called.
func F(x float64) float64 {
	s := 0.0
	for i := 0; i < 10; i++ {
		s += math.Sqrt(x * float64(i))
	}
	return s + float64(len(strings.Repeat("a", 3)))
}

// This is candidate %d.
`, n)
}

// large is a candidate of 468 lines.
func large(n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "package candidate\n\n// This is candidate %d.\nimport \"strings\"\n", n)
	for i := range 29 {
		fmt.Fprintf(&b, `
// Count%[1]d counts the words that are longer than n.
func Count%[1]d(text string, n int) map[string]int {
	counts := make(map[string]int)
	for _, word := range strings.Fields(text) {
		word = strings.ToLower(strings.Trim(word, ".,;"))
		size := len(word)
		if size > n {
			counts[word]++
		}
	}
	if len(counts) == %[1]d {
		return nil
	}
	return counts
}
`, i)
	}
	return b.String()
}

func genomeOf(text string) genome.Genome { return genome.FromString("candidate.go", text) }

// harness scores a candidate on seven inputs.
func harness() genome.Module {
	return genome.FromString("fitness.go", `package fitness

import "candidate"

func Fitness() float64 {
	s := 0.0
	for x := 0; x < 7; x++ {
		s += candidate.F(float64(x))
	}
	return s
}
`)[0]
}

// inputs are as many arguments for F.
func inputs(n int) []supervisor.Args {
	all := make([]supervisor.Args, n)
	for i := range all {
		all[i] = supervisor.Args{float64(i % 7)}
	}
	return all
}

// evaluationInputs is on how many inputs an evaluation runs a candidate.
const evaluationInputs = 7

// program is a candidate as a program of its own, which runs itself on the
// inputs of an evaluation and prints the sum.
func program(n int) string {
	text := strings.Replace(small(n), "package candidate", "package main", 1)
	text = strings.Replace(text, `"math"`, "\"fmt\"\n\t\"math\"", 1)
	return text + `
func main() {
	s := 0.0
	for x := 0; x < 7; x++ {
		s += F(float64(x))
	}
	fmt.Println(s)
}
`
}
