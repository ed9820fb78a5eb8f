package host

import (
	"math"
	"reflect"
	"runtime"
	"sync/atomic"
)

// runtimeTable is all that genomes see of runtime. GOMAXPROCS tells what it was
// told, and changes nothing: the threads are the worker's. GC does nothing, as
// nothing that a genome can see depends on it. NumGoroutine is package rt's.
func runtimeTable() map[string]reflect.Value {
	var procs atomic.Int64
	procs.Store(int64(runtime.NumCPU()))
	return map[string]reflect.Value{
		"Error": reflect.ValueOf((*runtime.Error)(nil)),
		"GC":    reflect.ValueOf(func() {}),
		"GOMAXPROCS": reflect.ValueOf(func(n int) int {
			if n < 1 {
				return int(procs.Load())
			}
			return int(procs.Swap(int64(n)))
		}),
		"Gosched":   reflect.ValueOf(runtime.Gosched),
		"KeepAlive": reflect.ValueOf(func(any) {}),
		"NumCPU":    reflect.ValueOf(runtime.NumCPU),
		"Version":   reflect.ValueOf(runtime.Version),
	}
}

// debugTable is all that genomes see of runtime/debug: settings that are
// remembered, and change nothing. They begin as those of a process that nobody
// told anything. SetMemoryLimit only tells for a negative limit, as the real one
// does.
func debugTable() map[string]reflect.Value {
	var percent, stack, limit atomic.Int64
	percent.Store(100)
	stack.Store(1_000_000_000)
	limit.Store(math.MaxInt64)
	return map[string]reflect.Value{
		"FreeOSMemory": reflect.ValueOf(func() {}),
		"SetGCPercent": reflect.ValueOf(func(n int) int { return int(percent.Swap(max(int64(n), -1))) }),
		"SetMaxStack":  reflect.ValueOf(func(n int) int { return int(stack.Swap(int64(n))) }),
		"SetMemoryLimit": reflect.ValueOf(func(n int64) int64 {
			if n < 0 {
				return limit.Load()
			}
			return limit.Swap(n)
		}),
	}
}
