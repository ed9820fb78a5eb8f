package supervisor_test

import (
	"os"
	"testing"

	"github.com/petri-lab/petri/cgroup"
	"github.com/petri-lab/petri/internal/testvm"
)

// A host is a kind of host, as far as it decides how an attempt ends.
type host struct {
	controllers bool // cgroup v2 with controllers for memory, processes, CPU
	root        bool
}

func (h host) String() string {
	s := "a host without controllers"
	if h.controllers {
		s = "a host with controllers"
	}
	if h.root {
		return s + ", as root"
	}
	return s + ", as an ordinary user"
}

func hosts() []host { return []host{rootWith(), userWith(), rootWithout(), userWithout()} }

func rootWith() host    { return host{controllers: true, root: true} }
func userWith() host    { return host{controllers: true} }
func rootWithout() host { return host{root: true} }
func userWithout() host { return host{} }

// thisHost looks what kind this is.
func thisHost(t *testing.T) host {
	t.Helper()
	h := host{root: os.Geteuid() == 0}
	if tree, err := cgroup.NewTree(testContext(t), cgroup.Options{}); err == nil {
		have := tree.Controllers()
		h.controllers = have.Has(cgroup.Memory) && have.Has(cgroup.Pids) && have.Has(cgroup.CPU)
		if err := tree.Close(testContext(t)); err != nil {
			t.Error(err)
		}
	}
	if testvm.Here() && !h.controllers {
		t.Fatalf("the virtual machine is %s", h)
	}
	t.Logf("this is %s", h)
	return h
}
