package jail

import (
	"golang.org/x/net/bpf"
	"golang.org/x/sys/unix"
)

// A rule says what becomes of one system call.
type rule struct {
	call uint32
	// action is what is done when every condition holds.
	action uint32
	when   []condition
	// otherwise is what is done when one does not.
	otherwise uint32
}

// A condition compares the low 32 bits of an argument: (argument & mask) is
// one of the values. All arguments that are looked at are ints or flags of
// which the kernel looks at no more.
type condition struct {
	argument uint32
	mask     uint32
	values   []uint32
}

// Offsets into struct seccomp_data (seccomp(2)), on a little-endian machine.
const (
	offsetCall      = 0
	offsetArch      = 4
	offsetArguments = 16
)

// assemble makes a filter of rules. A call of another architecture, one with
// a number from x32's range (the x32 ABI shares its architecture's number with
// amd64), and one without a rule kill the process.
func assemble(arch uint32, x32 bool, rules []rule) ([]unix.SockFilter, error) {
	kill := bpf.RetConstant{Val: unix.SECCOMP_RET_KILL_PROCESS}
	program := []bpf.Instruction{
		bpf.LoadAbsolute{Off: offsetArch, Size: 4},
		bpf.JumpIf{Cond: bpf.JumpEqual, Val: arch, SkipTrue: 1},
		kill,
		bpf.LoadAbsolute{Off: offsetCall, Size: 4},
	}
	if x32 {
		const x32Bit = 0x40000000
		program = append(program, bpf.JumpIf{Cond: bpf.JumpGreaterOrEqual, Val: x32Bit, SkipFalse: 1}, kill)
	}
	for _, r := range rules {
		block := r.block()
		// Every block returns: what it does to the accumulator harms nobody.
		program = append(program, bpf.JumpIf{Cond: bpf.JumpEqual, Val: r.call, SkipFalse: uint8(len(block))})
		program = append(program, block...)
	}
	program = append(program, kill)

	raw, err := bpf.Assemble(program)
	if err != nil {
		return nil, err
	}
	filter := make([]unix.SockFilter, len(raw))
	for i, in := range raw {
		filter[i] = unix.SockFilter{Code: in.Op, Jt: in.Jt, Jf: in.Jf, K: in.K}
	}
	return filter, nil
}

// block is what is done once the call's number has matched.
func (r rule) block() []bpf.Instruction {
	var block []bpf.Instruction
	for _, c := range r.when {
		block = append(block, bpf.LoadAbsolute{Off: offsetArguments + 8*c.argument, Size: 4})
		if c.mask != ^uint32(0) {
			block = append(block, bpf.ALUOpConstant{Op: bpf.ALUOpAnd, Val: c.mask})
		}
		for i, v := range c.values {
			// To behind the other comparisons and the return.
			block = append(block, bpf.JumpIf{Cond: bpf.JumpEqual, Val: v, SkipTrue: uint8(len(c.values) - i)})
		}
		block = append(block, bpf.RetConstant{Val: r.otherwise})
	}
	return append(block, bpf.RetConstant{Val: r.action})
}
