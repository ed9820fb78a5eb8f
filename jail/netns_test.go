package jail_test

import (
	"fmt"
	"os"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/petri-lab/petri/jail"
)

// netOf names a worker's network namespace.
func netOf(t *testing.T, pid int) string {
	t.Helper()
	name, err := os.Readlink(fmt.Sprintf("/proc/%d/ns/net", pid))
	if err != nil {
		t.Fatal(err)
	}
	return name
}

// No two living workers are in the same network namespace, nor is one in the
// host's, though root's workers get those of dead ones, which never were theirs
// to change. More than are remembered may live.
func TestNetworkNamespaces(t *testing.T) {
	w := newWard(t)
	plan := w.plan(t, jail.NetNS, jail.UserNS, jail.PIDNS)
	again := os.Geteuid() == 0
	living := map[string]*jail.Process{netOf(t, os.Getpid()): nil}
	start := func() string {
		t.Helper()
		proc, err := w.tryStart(t, plan)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(proc.Release)
		net := netOf(t, proc.PID())
		if _, there := living[net]; there {
			t.Fatalf("%s is another's", net)
		}
		living[net] = proc
		return net
	}
	for range jail.MaxNets + 3 {
		start()
	}
	for range 3 {
		net := start()
		if owner, err := netOwner(living[net].PID()); err != nil || (owner == inode(t, "/proc/self/ns/user")) != again {
			t.Errorf("%s belongs to user namespace %d, %v", net, owner, err)
		}
		living[net].Release()
		delete(living, net)
		if next := start(); (next == net) != again {
			t.Errorf("%s after %s", next, net)
		}
	}
	// One that ends by itself leaves its own as well.
	net := start()
	if err := unix.Kill(living[net].PID(), unix.SIGKILL); err != nil {
		t.Fatal(err)
	}
	<-living[net].Done()
	living[net].Release()
	delete(living, net)
	if next := start(); (next == net) != again {
		t.Errorf("%s after %s", next, net)
	}

	var here string
	w.spawner.Do(func() { here, _ = os.Readlink("/proc/thread-self/ns/net") })
	if home := netOf(t, os.Getpid()); here != home {
		t.Errorf("the forking thread is in %s, not %s", here, home)
	}
	proc, err := w.tryStart(t, w.host.Plan(jail.NetNS))
	if err != nil {
		t.Fatal(err)
	}
	defer proc.Release()
	if net := netOf(t, proc.PID()); net != here {
		t.Errorf("without the layer a worker is in %s, not %s", net, here)
	}
}

// netOwner is the user namespace to which a process's network namespace
// belongs (ioctl_nsfs(2)).
func netOwner(pid int) (uint64, error) {
	net, err := os.Open(fmt.Sprintf("/proc/%d/ns/net", pid))
	if err != nil {
		return 0, err
	}
	defer net.Close()
	fd, err := unix.IoctlRetInt(int(net.Fd()), unix.NS_GET_USERNS)
	if err != nil {
		return 0, err
	}
	defer unix.Close(fd)
	var st unix.Stat_t
	err = unix.Fstat(fd, &st)
	return st.Ino, err
}

func inode(t *testing.T, path string) uint64 {
	t.Helper()
	var st unix.Stat_t
	if err := unix.Stat(path, &st); err != nil {
		t.Fatal(err)
	}
	return st.Ino
}
