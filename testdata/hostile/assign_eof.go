// want: denied

package candidate

import "io"

// Run tries to change a variable of the standard library.
func Run() { io.EOF = nil }
