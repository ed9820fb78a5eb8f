package main

import (
	"fmt"

	"github.com/petri-lab/petri/genome"
)

// The genomes; a number at the end makes each new.
const (
	goodText = `package candidate

var n = 0

func F(x int) int {
	n++
	return x*x + n
}

func Snapshot() int { return n }

func Restore(old int) { n = old }
`
	brokenText = "package candidate\n\nfunc F(x int) int { return y }\n"
	deniedText = "package candidate\n\nimport \"os/exec\"\n\nfunc F(x int) int { exec.Command(\"true\"); return x }\n"
	panicText  = "package candidate\n\nfunc F(x int) int { return []int{}[x] }\n"
	crashText  = "package candidate\n\nfunc F(x int) int {\n\tgo func() { panic(\"crash\") }()\n\tselect {}\n}\n"
	hangText   = "package candidate\n\nfunc F(x int) int {\n\tfor {\n\t}\n}\n"
	stackText  = "package candidate\n\nfunc F(x int) int { return F(x+1) + 1 }\n"
	eaterText  = `package candidate

var kept [][]byte

func F(x int) int {
	for {
		b := make([]byte, 1<<20)
		for i := 0; i < len(b); i += 4096 {
			b[i] = 1
		}
		kept = append(kept, b)
	}
}
`
	loudText = `package candidate

import "fmt"

func F(x int) int {
	for {
		fmt.Println("again and again and again and again")
	}
}
`
)

func source(text string, n int) genome.Genome {
	return genome.FromString("candidate.go", fmt.Sprintf("%s\n// %d\n", text, n))
}

func harness() genome.Module {
	return genome.FromString("fitness.go", `package fitness

import "candidate"

func Fitness() float64 { return 1 / float64(candidate.F(3)) }
`)[0]
}
