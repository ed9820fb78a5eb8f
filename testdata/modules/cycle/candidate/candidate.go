// Package candidate imports a package that imports it.
package candidate

import "helper"

// Run goes round in circles.
func Run() int { return helper.Help() }
