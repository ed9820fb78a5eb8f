package supervisor

import (
	"runtime"
	"sync"
)

// maxReserve bounds how many threads are reserved.
const maxReserve = 64

// reserveThreads has the Go run time start threads now, while they can be had.
// It keeps them, and takes one for each system call that blocks; a program that
// needs one more when the process table is full is ended by the run time, and
// this one would take every sandbox with it. spawns is how many workers start
// at the same time: each start blocks here and there, and so does the end of
// another worker at the same moment.
func reserveThreads(spawns int) {
	n := min(2*spawns+8, maxReserve)
	var there, gone sync.WaitGroup
	there.Add(n)
	release := make(chan struct{})
	for range n {
		gone.Go(func() {
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			there.Done()
			<-release
		})
	}
	there.Wait()
	close(release)
	gone.Wait()
}
