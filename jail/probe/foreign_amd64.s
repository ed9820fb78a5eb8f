#include "textflag.h"

// func int80(number uintptr) (r uintptr)
TEXT ·int80(SB), NOSPLIT, $0-16
	MOVQ number+0(FP), AX
	XORQ BX, BX
	XORQ CX, CX
	XORQ DX, DX
	INT  $0x80
	MOVQ AX, r+8(FP)
	RET
