package jail

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"time"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/internal/eintr"
)

// CPUTime is the CPU time that a process has used so far, all threads, user
// and system. The kernel keeps it to the nanosecond and gives it to anybody
// who can see the process (clock_getcpuclockid(3)).
func CPUTime(pid int) (time.Duration, error) {
	const cpuclockSched = 2 // linux/posix-timers_types.h
	clock := int32(^pid)<<3 | cpuclockSched
	var ts unix.Timespec
	if err := unix.ClockGettime(clock, &ts); err != nil {
		return 0, fmt.Errorf("CPU clock of process %d: %w", pid, err)
	}
	return time.Duration(ts.Nano()), nil
}

// A Memory is a process's use of memory, in bytes, as /proc/PID/status has it.
type Memory struct {
	Resident int64 // VmRSS
	Peak     int64 // VmHWM, the largest VmRSS so far
	Data     int64 // VmData: private writable memory, what RLIMIT_DATA counts
	Size     int64 // VmSize: the address space, what RLIMIT_AS counts
	Threads  int
}

// statusBytes is more than /proc/PID/status has but for a process in hundreds
// of groups.
const statusBytes = 4 << 10

// readSmall reads a file into buf, if it is large enough. It makes half of the system
// calls of os.ReadFile, which counts: it is done at each run.
func readSmall(path string, buf []byte) ([]byte, error) {
	fd, err := eintr.Retry(func() (int, error) { return unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC, 0) })
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: path, Err: err}
	}
	defer unix.Close(fd)
	n, err := eintr.Retry(func() (int, error) { return unix.Read(fd, buf) })
	if err != nil {
		return nil, &os.PathError{Op: "read", Path: path, Err: err}
	}
	if n == len(buf) {
		return os.ReadFile(path)
	}
	return buf[:n], nil
}

// MemoryOf reads a living process's use of memory.
func MemoryOf(pid int) (Memory, error) {
	var m Memory
	var buf [statusBytes]byte // on the stack, as nothing keeps a part of it
	text, err := readSmall("/proc/"+strconv.Itoa(pid)+"/status", buf[:])
	if err != nil {
		return m, fmt.Errorf("memory of process %d: %w", pid, err)
	}
	found := 0
	for len(text) > 0 {
		var line []byte
		line, text, _ = bytes.Cut(text, []byte("\n"))
		key, rest, _ := bytes.Cut(line, []byte(":"))
		var field *int64
		switch string(key) {
		case "VmRSS":
			field = &m.Resident
		case "VmHWM":
			field = &m.Peak
		case "VmData":
			field = &m.Data
		case "VmSize":
			field = &m.Size
		case "Threads":
			n, err := strconv.Atoi(string(bytes.TrimSpace(rest)))
			if err != nil {
				return m, fmt.Errorf("memory of process %d: %q: %w", pid, string(line), err)
			}
			m.Threads = n
			continue
		default:
			continue
		}
		kib, _, _ := bytes.Cut(bytes.TrimSpace(rest), []byte(" "))
		n, err := strconv.ParseInt(string(kib), 10, 64)
		if err != nil {
			return m, fmt.Errorf("memory of process %d: %q: %w", pid, string(line), err)
		}
		*field = n << 10
		found++
	}
	if found != 4 {
		// A zombie has no memory lines.
		return m, fmt.Errorf("memory of process %d: it has ended", pid)
	}
	return m, nil
}
