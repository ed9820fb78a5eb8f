package jail

import (
	"cmp"
	"os"
	"strings"
)

// Surroundings are what a remedy depends on: where this process runs, as far
// as it can see. The zero Surroundings are a plain host without systemd, of
// which nothing is known, and an ordinary user.
type Surroundings struct {
	// Container is what keeps this process in a container: Docker, Podman,
	// Kubernetes, or another's name for itself; "" outside one.
	Container string
	Systemd   bool // the host's init; a container's host may have it unseen
	Root      bool
	Program   string // this program's file; may be ""
	// What may forbid user namespaces: the values of sysctls, "" where the
	// kernel has none of that name.
	AppArmorRestricts string // kernel.apparmor_restrict_unprivileged_userns
	UnprivilegedClone string // kernel.unprivileged_userns_clone
	MaxUserNamespaces string // user.max_user_namespaces
}

// The containers that have remedies of their own.
const (
	Docker     = "docker"
	Podman     = "podman"
	Kubernetes = "kubernetes"
)

// LookAround finds out about this process's surroundings.
func LookAround() Surroundings {
	program, _ := os.Executable()
	_, noSystemd := os.Stat("/run/systemd/system") // sd_booted(3)
	return Surroundings{
		Container:         container(),
		Systemd:           noSystemd == nil,
		Root:              os.Geteuid() == 0,
		Program:           program,
		AppArmorRestricts: sysctl("/proc/sys/kernel/apparmor_restrict_unprivileged_userns"),
		UnprivilegedClone: sysctl("/proc/sys/kernel/unprivileged_userns_clone"),
		MaxUserNamespaces: sysctl("/proc/sys/user/max_user_namespaces"),
	}
}

// container looks for what each of them is known to leave inside.
func container() string {
	there := func(path string) bool {
		_, err := os.Stat(path)
		return err == nil
	}
	cgroup := sysctl("/proc/1/cgroup")
	switch {
	case os.Getenv("KUBERNETES_SERVICE_HOST") != "" || strings.Contains(cgroup, "/kubepods"):
		return Kubernetes
	case there("/run/.containerenv") || strings.Contains(cgroup, "/libpod"):
		return Podman
	case there("/.dockerenv") || strings.Contains(cgroup, "/docker"):
		return Docker
	}
	// https://systemd.io/CONTAINER_INTERFACE
	return cmp.Or(sysctl("/run/systemd/container"), os.Getenv("container"))
}
