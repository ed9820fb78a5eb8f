// want: crashed, panic

package candidate

import "sync"

// Run unlocks what is not locked, which is fatal to a Go process.
func Run() {
	var mu sync.Mutex
	mu.Unlock()
}
