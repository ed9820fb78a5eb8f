// goto forwards, backwards, into the same block, with loops and labels mixed.
package main

import "fmt"

func machine(prog string) (out []string) {
	pc := 0
	acc := 0
fetch:
	if pc >= len(prog) {
		goto halt
	}
	switch op := prog[pc]; op {
	case '+':
		goto inc
	case '-':
		goto dec
	case 'j':
		if acc > 0 {
			pc = 0
			acc -= 2
			goto fetch
		}
	default:
		goto halt
	}
	goto next
inc:
	acc++
	goto next
dec:
	acc--
next:
	out = append(out, fmt.Sprint(pc, ":", acc))
	pc++
	goto fetch
halt:
	return append(out, "halt")
}

func main() {
	fmt.Println(machine("+-+j"), machine("++x"))
	n := 2
	goto Outer
Outer:
	for i := 0; i < n; i++ {
		for j := 0; j < n; j++ {
			switch {
			case j == 1:
				continue Outer
			case i == 1:
				break Outer
			}
			fmt.Println(i, j)
		}
	}
	i := 0
loop:
	for ; i < 5; i++ {
		if i == 2 {
			i++
			goto loop
		}
		fmt.Print(i, " ")
	}
	fmt.Println("end")
}
