// want: crashed

package candidate

import "time"

// Run panics on a goroutine that no go statement of its own has started.
func Run() {
	time.AfterFunc(time.Millisecond, func() { panic("nobody catches this") })
	select {}
}
