// A stack machine and a Brainfuck interpreter.
package main

import (
	"fmt"
	"io"
	"os"
)

type OpCode byte

const (
	PUSH OpCode = iota
	ADD
	MUL
	DUP
	SWAP
	JZ
	JMP
	PRINT
	HALT
)

func (o OpCode) String() string {
	return [...]string{"PUSH", "ADD", "MUL", "DUP", "SWAP", "JZ", "JMP", "PRINT", "HALT"}[o]
}

type Instr struct {
	Op  OpCode
	Arg int
}
type VM struct {
	stack []int
	pc    int
	out   io.Writer
	steps int
}

func (v *VM) pop() int {
	x := v.stack[len(v.stack)-1]
	v.stack = v.stack[:len(v.stack)-1]
	return x
}
func (v *VM) push(x int) { v.stack = append(v.stack, x) }
func (v *VM) Run(code []Instr) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("pc %d %v: %v", v.pc-1, code[v.pc-1].Op, r)
		}
	}()
	for {
		in := code[v.pc]
		v.pc++
		v.steps++
		switch in.Op {
		case PUSH:
			v.push(in.Arg)
		case ADD:
			v.push(v.pop() + v.pop())
		case MUL:
			v.push(v.pop() * v.pop())
		case DUP:
			x := v.pop()
			v.push(x)
			v.push(x)
		case SWAP:
			a, b := v.pop(), v.pop()
			v.push(a)
			v.push(b)
		case JZ:
			if v.pop() == 0 {
				v.pc = in.Arg
			}
		case JMP:
			v.pc = in.Arg
		case PRINT:
			fmt.Fprintln(v.out, v.pop())
		case HALT:
			return nil
		}
	}
}
func bf(src string, in []byte) string {
	var out []byte
	jump := map[int]int{}
	var st []int
	for i, c := range src {
		if c == '[' {
			st = append(st, i)
		} else if c == ']' {
			j := st[len(st)-1]
			st = st[:len(st)-1]
			jump[i], jump[j] = j, i
		}
	}
	var mem [100]byte
	p := 0
	for pc := 0; pc < len(src); pc++ {
		switch src[pc] {
		case '>':
			p++
		case '<':
			p--
		case '+':
			mem[p]++
		case '-':
			mem[p]--
		case '.':
			out = append(out, mem[p])
		case ',':
			if len(in) > 0 {
				mem[p], in = in[0], in[1:]
			} else {
				mem[p] = 0
			}
		case '[':
			if mem[p] == 0 {
				pc = jump[pc]
			}
		case ']':
			if mem[p] != 0 {
				pc = jump[pc]
			}
		}
	}
	return string(out)
}

func main() {
	vm := &VM{out: os.Stdout}
	fmt.Println(vm.Run([]Instr{{PUSH, 3}, {DUP, 0}, {PRINT, 0}, {PUSH, -1}, {ADD, 0}, {DUP, 0}, {JZ, 8}, {JMP, 1}, {HALT, 0}}), vm.steps, vm.stack)
	fmt.Println((&VM{}).Run([]Instr{{PUSH, 1}, {ADD, 0}}))
	fmt.Println(bf("++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.", nil))
	fmt.Println(bf(",[.,]", []byte("echo")))
	fmt.Printf("%v %d %+v\n", PRINT, PRINT, Instr{JZ, 4})
}
