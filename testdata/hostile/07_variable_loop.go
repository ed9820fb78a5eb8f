// want: timeout

package candidate

var answer = search()

func search() int {
	for i := 0; ; i++ {
	}
}

// Run is never reached.
func Run() int { return answer }
