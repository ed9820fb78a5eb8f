// Package debug is what genomes see of runtime/debug: the settings of the
// garbage collector, which are the worker's own. They are remembered, and
// change nothing.
package debug

func FreeOSMemory()
func SetGCPercent(percent int) int
func SetMaxStack(bytes int) int
func SetMemoryLimit(limit int64) int64
