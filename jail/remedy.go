package jail

import (
	"bytes"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// remedyUserNS says how to get user namespaces, by what forbids them here.
func remedyUserNS() string {
	switch {
	case sysctl("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1":
		return "AppArmor forbids user namespaces to ordinary programs here (Ubuntu 23.10 and later): give the supervisor a profile," +
			" /etc/apparmor.d/petri: `abi <abi/4.0>, profile petri /path/to/supervisor flags=(unconfined) { userns, }`, and load it with apparmor_parser -r;" +
			" or, for the whole host, sysctl kernel.apparmor_restrict_unprivileged_userns=0"
	case sysctl("/proc/sys/kernel/unprivileged_userns_clone") == "0":
		return "sysctl kernel.unprivileged_userns_clone=1"
	case sysctl("/proc/sys/user/max_user_namespaces") == "0":
		return "sysctl user.max_user_namespaces=10000"
	}
	return "in a container: docker run --security-opt seccomp=unconfined --security-opt apparmor=unconfined (or a profile that allows clone, mount and pivot_root)," +
		" podman run --security-opt seccomp=unconfined --security-opt unmask=ALL; in a systemd unit: RestrictNamespaces=no; otherwise a kernel with CONFIG_USER_NS"
}

// sysctl reads a small file; "" if there is none.
func sysctl(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	return string(bytes.TrimSpace(text))
}

// kernelAtLeast compares with the running kernel's release.
func kernelAtLeast(major, minor int) bool {
	var u unix.Utsname
	if err := unix.Uname(&u); err != nil {
		return false
	}
	var a, b int
	if _, err := fmt.Sscanf(unix.ByteSliceToString(u.Release[:]), "%d.%d", &a, &b); err != nil {
		return false
	}
	return a > major || a == major && b >= minor
}
