package bench

import (
	"fmt"
	"time"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/jail"
	"github.com/petri-lab/petri/supervisor"
)

// cpuTime is the CPU time of this process, of its children that have ended, and
// of the workers that live.
func cpuTime(sup *supervisor.Supervisor) (time.Duration, error) {
	var total time.Duration
	for _, who := range []int{unix.RUSAGE_SELF, unix.RUSAGE_CHILDREN} {
		var u unix.Rusage
		if err := unix.Getrusage(who, &u); err != nil {
			return 0, fmt.Errorf("CPU time: %w", err)
		}
		total += time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	if sup == nil {
		return total, nil
	}
	for _, info := range sup.List() {
		if info.PID == 0 {
			continue
		}
		used, err := jail.CPUTime(info.PID)
		if err != nil {
			return 0, err
		}
		total += used
	}
	return total, nil
}
