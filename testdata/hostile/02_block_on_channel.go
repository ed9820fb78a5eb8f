// want: timeout

package candidate

// Run waits for a value that nobody sends.
func Run() int {
	return <-make(chan int)
}
