// want: crashed, panic, timeout

package candidate

// Run writes to a map from many goroutines.
func Run() {
	m := map[int]int{}
	for i := 0; i < 8; i++ {
		go func() {
			for j := 0; ; j++ {
				m[j%10] = j
			}
		}()
	}
	for j := 0; ; j++ {
		m[j%10] = j
	}
}
