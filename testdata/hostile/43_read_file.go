// want: denied, load_error

package candidate

import "os"

// Run reads a file of the host.
func Run() (string, error) {
	b, err := os.ReadFile("/etc/shadow")
	return string(b), err
}
