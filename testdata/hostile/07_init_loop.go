// want: timeout

package candidate

func init() {
	for {
	}
}

// Run is never reached.
func Run() {}
