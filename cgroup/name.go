package cgroup

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

// maxName keeps the names of groups well below NAME_MAX, with what is put
// around them.
const maxName = 128

// checkName accepts what is safe in a file's name: ASCII letters, digits,
// point, underscore and dash.
func checkName(name string) error {
	ok := name != "" && len(name) <= maxName
	for i := range len(name) {
		c := name[i]
		ok = ok && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-')
	}
	if !ok {
		return fmt.Errorf("%w: %q: use 1 to %d of a-z A-Z 0-9 . _ -", ErrBadName, name, maxName)
	}
	return nil
}

// startTime is when this process started, in clock ticks since the boot:
// field 22 of /proc/self/stat (proc(5)).
func startTime() (uint64, error) {
	stat, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return 0, err
	}
	return parseStartTime(string(stat))
}

func parseStartTime(stat string) (uint64, error) {
	// The second field is the command, in parentheses that it may contain.
	fields := strings.Fields(stat[strings.LastIndexByte(stat, ')')+1:])
	if len(fields) < 20 {
		return 0, fmt.Errorf("/proc/self/stat: %q has too few fields", stat)
	}
	return strconv.ParseUint(fields[19], 10, 64)
}
