// want: denied

package candidate

import "syscall"

// Run kills whatever it may.
func Run() error { return syscall.Kill(-1, syscall.SIGKILL) }
