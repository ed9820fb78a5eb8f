package jail

import (
	"bytes"
	"cmp"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// UserNamespaces says how to get user namespaces here, by what forbids them.
func (s Surroundings) UserNamespaces() string {
	const allow = "clone with CLONE_NEWUSER and the other namespaces, mount, open_tree, move_mount, fsopen and pivot_root"
	switch {
	case !s.Root && s.AppArmorRestricts == "1":
		return fmt.Sprintf("AppArmor forbids user namespaces to ordinary programs here (Ubuntu 23.10 and later): give the supervisor a profile: write"+
			" `abi <abi/4.0>, include <tunables/global> profile petri %s flags=(unconfined) { userns, }` to /etc/apparmor.d/petri"+
			" and load it with `apparmor_parser -r /etc/apparmor.d/petri`; or, for the whole host, `sysctl kernel.apparmor_restrict_unprivileged_userns=0`",
			cmp.Or(s.Program, "/path/to/supervisor"))
	case !s.Root && s.UnprivilegedClone == "0":
		return "`sysctl kernel.unprivileged_userns_clone=1`" + s.ofItsHost()
	case s.MaxUserNamespaces == "0":
		return "`sysctl user.max_user_namespaces=10000`" + s.ofItsHost()
	case s.Container == Docker:
		return "`docker run --security-opt seccomp=unconfined --security-opt apparmor=unconfined`, or profiles that allow " + allow
	case s.Container == Podman:
		return "`podman run --security-opt seccomp=unconfined --security-opt unmask=ALL`, or a seccomp profile that allows " + allow
	case s.Container == Kubernetes:
		return "in the pod's securityContext `seccompProfile: {type: Unconfined}` and `appArmorProfile: {type: Unconfined}`, or profiles that allow " + allow
	case s.Container != "":
		return "a container whose filter of system calls and security module allow " + allow
	}
	return "in a systemd unit `RestrictNamespaces=no`; otherwise a kernel with CONFIG_USER_NS"
}

// ofItsHost follows a setting that a container cannot change.
func (s Surroundings) ofItsHost() string {
	if s.Container == "" {
		return ""
	}
	return " on the container's host"
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
