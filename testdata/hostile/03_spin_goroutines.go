// want: timeout

package candidate

// Run spins on many goroutines.
func Run() {
	for i := 0; i < 50; i++ {
		go func() {
			for {
			}
		}()
	}
	for {
	}
}
