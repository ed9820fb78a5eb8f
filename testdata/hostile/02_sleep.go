// want: timeout

package candidate

import "time"

// Run sleeps within a native call, which the interpreter cannot stop.
func Run() {
	time.Sleep(time.Hour)
}
