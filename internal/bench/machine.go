package bench

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// A Machine is where, when and with what was measured.
type Machine struct {
	CPU        string    `json:"cpu"`
	Processors int       `json:"processors"` // that this process may use
	Memory     int64     `json:"memory_bytes"`
	Kernel     string    `json:"kernel"`
	User       int       `json:"uid"`
	Go         string    `json:"go"`
	Petri      string    `json:"petri"`
	Time       time.Time `json:"time"`
	// Isolation is what was in force around the workers, by guarantee.
	Isolation map[string]string `json:"isolation"`
}

func thisMachine() (Machine, error) {
	m := Machine{
		CPU:        processor(),
		Processors: runtime.NumCPU(),
		User:       os.Geteuid(),
		Go:         runtime.Version(),
		Petri:      "(devel)",
		Time:       time.Now().UTC().Truncate(time.Second),
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		m.Petri = info.Main.Version
	}
	var name unix.Utsname
	if err := unix.Uname(&name); err != nil {
		return m, fmt.Errorf("uname: %w", err)
	}
	m.Kernel = unix.ByteSliceToString(name.Release[:])
	var info unix.Sysinfo_t
	if err := unix.Sysinfo(&info); err != nil {
		return m, fmt.Errorf("sysinfo: %w", err)
	}
	m.Memory = int64(info.Totalram) * int64(info.Unit)
	return m, nil
}

// processor is what the kernel calls the processor; not all kernels name it.
func processor() string {
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	for line := range bytes.Lines(text) {
		if key, name, ok := strings.Cut(string(line), ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(name) + ", " + runtime.GOARCH
		}
	}
	return runtime.GOARCH
}
