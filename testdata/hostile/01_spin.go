// want: timeout

package candidate

// Run spins.
func Run() {
	for {
	}
}
