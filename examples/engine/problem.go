package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/petri-lab/petri/genome"
)

// A Problem says what genes of the type G are, and what of them is wanted.
type Problem[G any] interface {
	Random(*rand.Rand) G
	// Mutate and Cross return new genes and leave the old ones alone.
	Mutate(*rand.Rand, G) G
	Cross(rnd *rand.Rand, mother, father G) G
	// Program is what genes stand for, and Harness what scores it: 1 is perfect.
	Program(G) genome.Genome
	Harness() genome.Module
	Describe(G) string
}

// polynomial looks for 2x³ - 3x + 5 among polynomials of the third degree, by
// its values.
type polynomial struct{}

func (polynomial) Random(rnd *rand.Rand) []int {
	c := make([]int, 4)
	for i := range c {
		c[i] = rnd.IntN(13) - 6
	}
	return c
}

func (polynomial) Mutate(rnd *rand.Rand, old []int) []int {
	c := slices.Clone(old)
	for range 1 + rnd.IntN(2) {
		c[rnd.IntN(len(c))] += rnd.IntN(9) - 4
	}
	return c
}

func (polynomial) Cross(rnd *rand.Rand, mother, father []int) []int {
	c := slices.Clone(mother)
	copy(c, father[:rnd.IntN(len(c)+1)])
	return c
}

func (polynomial) Program(c []int) genome.Genome {
	return genome.FromString("polynomial.go", fmt.Sprintf(
		"package candidate\n\nfunc F(x int) int { return %d + x*(%d+x*(%d+x*(%d))) }\n", c[0], c[1], c[2], c[3]))
}

func (polynomial) Harness() genome.Module {
	return genome.FromString("fitness.go", `package fitness

import "candidate"

func Fitness() float64 {
	off := 0.0
	for x := -3; x <= 3; x++ {
		d := float64(candidate.F(x) - (2*x*x*x - 3*x + 5))
		if d < 0 {
			d = -d
		}
		off += d
	}
	return 1 / (1 + off)
}
`)[0]
}

func (polynomial) Describe(c []int) string {
	return fmt.Sprintf("%dx³ %+dx² %+dx %+d", c[3], c[2], c[1], c[0])
}

// network looks for a sorting network for four numbers: a list of pairs of
// wires, each of which puts the smaller number first. Five are enough.
type network struct{}

const wires = 4

type pair [2]int

func randomPair(rnd *rand.Rand) pair {
	a := rnd.IntN(wires - 1)
	return pair{a, a + 1 + rnd.IntN(wires-1-a)}
}

func (network) Random(rnd *rand.Rand) []pair {
	n := make([]pair, 3+rnd.IntN(6))
	for i := range n {
		n[i] = randomPair(rnd)
	}
	return n
}

// Mutate changes a pair, takes one out or puts one in. Now and then it names a
// wire that is not there, as generators do: that program panics.
func (network) Mutate(rnd *rand.Rand, old []pair) []pair {
	n := slices.Clone(old)
	at := rnd.IntN(len(n))
	switch rnd.IntN(10) {
	case 0:
		n[at][1] = wires
	case 1, 2, 3:
		n = slices.Delete(n, at, at+1)
	case 4, 5, 6:
		n = slices.Insert(n, at, randomPair(rnd))
	default:
		n[at] = randomPair(rnd)
	}
	if len(n) == 0 {
		n = append(n, randomPair(rnd))
	}
	return n
}

func (network) Cross(rnd *rand.Rand, mother, father []pair) []pair {
	return slices.Concat(mother[:1+rnd.IntN(len(mother))], father[rnd.IntN(len(father)):])
}

func (network) Program(n []pair) genome.Genome {
	var body strings.Builder
	for _, p := range n {
		fmt.Fprintf(&body, "\texchange(v, %d, %d)\n", p[0], p[1])
	}
	return genome.FromString("network.go", fmt.Sprintf(`package candidate

func Sort(v []int) {
%s}

func exchange(v []int, i, j int) {
	if v[i] > v[j] {
		v[i], v[j] = v[j], v[i]
	}
}

const Size = %d
`, &body, len(n)))
}

// Harness tries all inputs of zeros and ones, which is enough (Knuth, The Art of
// Computer Programming 3, 5.3.4), and takes a little off for each exchange
// beyond five.
func (network) Harness() genome.Module {
	return genome.FromString("fitness.go", `package fitness

import "candidate"

func Fitness() map[string]float64 {
	sorted := 0.0
	for bits := 0; bits < 16; bits++ {
		v := []int{bits & 1, bits >> 1 & 1, bits >> 2 & 1, bits >> 3 & 1}
		candidate.Sort(v)
		if v[0] <= v[1] && v[1] <= v[2] && v[2] <= v[3] {
			sorted++
		}
	}
	score := sorted / 16
	if candidate.Size > 5 {
		score -= 0.01 * float64(candidate.Size-5)
	}
	return map[string]float64{"score": score, "sorted": sorted / 16, "size": float64(candidate.Size)}
}
`)[0]
}

func (network) Describe(n []pair) string {
	var parts []string
	for _, p := range n {
		parts = append(parts, fmt.Sprintf("%d-%d", p[0], p[1]))
	}
	return strings.Join(parts, " ")
}
