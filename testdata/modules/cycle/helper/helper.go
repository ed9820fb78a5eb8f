// Package helper imports the package that it helps.
package helper

import "candidate"

// Help goes round in circles.
func Help() int { return candidate.Run() }
