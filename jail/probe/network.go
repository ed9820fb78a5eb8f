package probe

import (
	"net"
	"strings"
)

// dial connects to an address and sends a byte.
func dial(network, address string) string {
	conn, err := net.Dial(network, address)
	if err != nil {
		return refused(err)
	}
	defer conn.Close()
	if _, err := conn.Write([]byte{0}); err != nil {
		return refused(err)
	}
	return ok("")
}

// interfaces asks the kernel, by netlink, for the network interfaces that work.
func interfaces() string {
	all, err := net.Interfaces()
	if err != nil {
		return refused(err)
	}
	var up []string
	for _, i := range all {
		if i.Flags&net.FlagUp != 0 {
			up = append(up, i.Name)
		}
	}
	if len(up) == 0 {
		return "none is up"
	}
	return ok("%s", strings.Join(up, " "))
}
