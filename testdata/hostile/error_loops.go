// want: timeout

package candidate

type stubborn struct{}

func (stubborn) Error() string {
	for {
	}
}

// Run returns an error whose text never comes.
func Run() error { return stubborn{} }
