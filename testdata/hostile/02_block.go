// want: timeout

package candidate

// Run waits for nothing.
func Run() {
	select {}
}
