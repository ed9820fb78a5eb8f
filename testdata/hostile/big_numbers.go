// want: timeout, memory_limit, crashed

package candidate

import "math/big"

// Run keeps a native call busy that the interpreter cannot stop.
func Run() int {
	n := big.NewInt(3)
	return n.Exp(n, big.NewInt(1<<40), nil).BitLen()
}
