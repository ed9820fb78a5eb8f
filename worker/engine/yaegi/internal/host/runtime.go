package host

import (
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
