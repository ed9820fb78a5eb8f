package jail

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
)

// Dying tells whether a process executes no code of its own any more: it is on
// its way through exit, or has ended, or is gone. A process whose descriptors
// the kernel has closed for it is, on every one of its threads.
//
// The number must be that of a child that has not been waited for, or the
// answer may be about somebody else.
func Dying(pid int) bool {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return true
	}
	// pid (comm) state ppid pgrp session tty tpgid flags ... (proc(5)); comm may
	// hold anything.
	fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
	const flags = 6
	if len(fields) <= flags {
		return true
	}
	const exiting = 0x4 // PF_EXITING, linux/sched.h
	f, err := strconv.ParseUint(string(fields[flags]), 10, 64)
	return err == nil && f&exiting != 0
}
