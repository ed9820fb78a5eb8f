// want: denied

package candidate

import "github.com/traefik/yaegi/stdlib"

// Run asks the interpreter for what was taken away.
func Run() int { return len(stdlib.Symbols) }
