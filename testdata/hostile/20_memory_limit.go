// want: denied

package candidate

import "runtime/debug"

// Run switches the collector off.
func Run() {
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(1 << 62)
}
