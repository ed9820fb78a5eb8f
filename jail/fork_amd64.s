#include "go_asm.h"
#include "textflag.h"

#define SYS_exit_group 231

// func clone(trap, a1, a2, a3, a4, a5 uintptr, program *call, failed *failure) (pid, errno uintptr)
//
// The child has the parent's memory, and the parent's stack, on which the
// parent goes on: it keeps to its registers, which a system call preserves but
// for AX, CX and R11. See program.
TEXT ·clone(SB),NOSPLIT|NOFRAME,$0-80
	MOVQ	trap+0(FP), AX
	MOVQ	a1+8(FP), DI
	MOVQ	a2+16(FP), SI
	MOVQ	a3+24(FP), DX
	MOVQ	a4+32(FP), R10
	MOVQ	a5+40(FP), R8
	MOVQ	program+48(FP), BX
	MOVQ	failed+56(FP), R12
	SYSCALL
	TESTQ	AX, AX
	JZ	child
	CMPQ	AX, $0xfffffffffffff001
	JCC	refused
	MOVQ	AX, pid+64(FP)
	MOVQ	$0, errno+72(FP)
	RET
refused:
	NEGQ	AX
	MOVQ	$-1, pid+64(FP)
	MOVQ	AX, errno+72(FP)
	RET

child:
	MOVQ	call_trap(BX), AX
	MOVQ	(call_args+0)(BX), DI
	MOVQ	(call_args+8)(BX), SI
	MOVQ	(call_args+16)(BX), DX
	MOVQ	(call_args+24)(BX), R10
	MOVQ	(call_args+32)(BX), R8
	MOVQ	(call_args+40)(BX), R9
	SYSCALL
	CMPQ	AX, $0xfffffffffffff001
	JCC	failure
	MOVQ	call_save(BX), R13
	TESTQ	R13, R13
	JZ	next
	MOVQ	AX, (R13)
next:
	ADDQ	$call__size, BX
	JMP	child

failure:
	CMPQ	call_optional(BX), $0
	JNE	next
	NEGQ	AX
	MOVQ	AX, failure_errno(R12)
	MOVQ	BX, failure_call(R12)
exit:
	MOVL	$SYS_exit_group, AX
	MOVL	$1, DI
	SYSCALL
	JMP	exit
