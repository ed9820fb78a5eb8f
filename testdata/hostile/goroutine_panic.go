// want: crashed

package candidate

// Run panics on a goroutine of its own, where nobody recovers.
func Run() {
	go func() { panic("nobody catches this") }()
	select {}
}
