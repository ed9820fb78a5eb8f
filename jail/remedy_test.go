package jail_test

import (
	"strings"
	"testing"

	"github.com/petri-lab/petri/jail"
)

func TestRemediesForUserNamespaces(t *testing.T) {
	for _, c := range []struct {
		around jail.Surroundings
		want   []string
	}{
		{jail.Surroundings{AppArmorRestricts: "1", Program: "/opt/evolve"}, []string{"profile petri /opt/evolve flags=(unconfined) { userns, }", "apparmor_parser -r"}},
		{jail.Surroundings{AppArmorRestricts: "1"}, []string{"profile petri /path/to/supervisor"}},
		{jail.Surroundings{AppArmorRestricts: "0", UnprivilegedClone: "0"}, []string{"sysctl kernel.unprivileged_userns_clone=1"}},
		{jail.Surroundings{UnprivilegedClone: "0", Container: jail.Docker}, []string{"unprivileged_userns_clone=1", "container's host"}},
		// Neither of them is about root.
		{jail.Surroundings{Root: true, AppArmorRestricts: "1", UnprivilegedClone: "0", MaxUserNamespaces: "0"}, []string{"sysctl user.max_user_namespaces=10000"}},
		{jail.Surroundings{Container: jail.Docker, MaxUserNamespaces: "15000"}, []string{"docker run --security-opt seccomp=unconfined"}},
		{jail.Surroundings{Container: jail.Podman}, []string{"podman run", "unmask=ALL"}},
		{jail.Surroundings{Container: jail.Kubernetes}, []string{"seccompProfile: {type: Unconfined}"}},
		{jail.Surroundings{Container: "lxc"}, []string{"a container whose filter", "pivot_root"}},
		{jail.Surroundings{Systemd: true}, []string{"RestrictNamespaces=no", "CONFIG_USER_NS"}},
	} {
		got := c.around.UserNamespaces()
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%+v: %q, want %q in it", c.around, got, want)
			}
		}
	}
}

// What a plan lacks is told with the reason, and only that.
func TestLacking(t *testing.T) {
	w := newWard(t)
	plan := w.plan(t, jail.MountNS, jail.Seccomp)
	if u, ok := w.host.Lacking(plan, jail.SyscallsLimited); ok {
		t.Errorf("%+v", u)
	}
	u, ok := w.host.Lacking(w.host.Plan(jail.MountNS), jail.NoFiles)
	if !ok || !strings.Contains(u.Tried, "mntns") || strings.Contains(u.Tried, "seccomp") || !strings.Contains(u.Found, "turned off") {
		t.Errorf("%+v %v", u, ok)
	}
}
