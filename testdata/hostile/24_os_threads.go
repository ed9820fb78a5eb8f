// want: denied

package candidate

import "runtime"

// Run makes a thread of every goroutine.
func Run() {
	for i := 0; i < 10000; i++ {
		go func() {
			runtime.LockOSThread()
			select {}
		}()
	}
}
