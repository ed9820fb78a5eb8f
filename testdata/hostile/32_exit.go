// want: failed

package candidate

import "os"

// Run ends the process, or thinks so.
func Run() { os.Exit(3) }
