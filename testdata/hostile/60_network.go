// want: denied

package candidate

import "net"

// Run talks to the world.
func Run() error {
	_, err := net.Dial("tcp", "192.0.2.1:80")
	return err
}
