// want: memory_limit

package candidate

// Run starts goroutines that wait for ever, each with something to remember.
func Run() {
	never := make(chan []byte)
	for {
		go func() {
			never <- make([]byte, 512<<10)
		}()
	}
}
