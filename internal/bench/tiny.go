package bench

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"runtime"
)

// tinyELF is a static program that does nothing but end with status 0: there is
// no smaller one, and it needs no tool chain. Nil on processors that it is not
// written for.
func tinyELF() []byte {
	var machine elf.Machine
	var code []byte
	switch runtime.GOARCH {
	case "amd64":
		machine = elf.EM_X86_64
		code = []byte{
			0x31, 0xff, // xor edi, edi
			0xb8, 60, 0, 0, 0, // mov eax, 60 (exit)
			0x0f, 0x05, // syscall
		}
	case "arm64":
		machine = elf.EM_AARCH64
		code = []byte{
			0x00, 0x00, 0x80, 0xd2, // mov x0, 0
			0xa8, 0x0b, 0x80, 0xd2, // mov x8, 93 (exit)
			0x01, 0x00, 0x00, 0xd4, // svc 0
		}
	default:
		return nil
	}
	const (
		base    = 0x400000
		headers = 64 + 56
	)
	size := uint64(headers + len(code))
	header := elf.Header64{
		Ident:   [elf.EI_NIDENT]byte{0x7f, 'E', 'L', 'F', byte(elf.ELFCLASS64), byte(elf.ELFDATA2LSB), byte(elf.EV_CURRENT)},
		Type:    uint16(elf.ET_EXEC),
		Machine: uint16(machine),
		Version: uint32(elf.EV_CURRENT),
		Entry:   base + headers,
		Phoff:   64, Ehsize: 64, Phentsize: 56, Phnum: 1,
	}
	segment := elf.Prog64{
		Type: uint32(elf.PT_LOAD), Flags: uint32(elf.PF_R | elf.PF_X),
		Vaddr: base, Paddr: base, Filesz: size, Memsz: size, Align: 0x1000,
	}
	var b bytes.Buffer
	for _, part := range []any{header, segment, code} {
		// To a buffer, of values of fixed size, this cannot fail.
		_ = binary.Write(&b, binary.LittleEndian, part)
	}
	return b.Bytes()
}
