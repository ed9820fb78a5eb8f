// want: denied

package candidate

import "unsafe"

// Run reads memory that is not its own.
func Run() int {
	x := 1
	return *(*int)(unsafe.Add(unsafe.Pointer(&x), 1<<20))
}
