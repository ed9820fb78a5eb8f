// want: denied

package candidate

import "C"

// Run is beside the point.
func Run() {}
