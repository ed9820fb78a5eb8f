// Package cgroup gives a supervisor one cgroup v2 tree and every sandbox one
// leaf in it, with limits, usage, events and a kill that nothing escapes.
//
//	<parent>/                          our own cgroup, or the one above it
//	    petri-<name>-<pid>-<start>/    the tree; locked while its supervisor lives
//	        sup/                       the supervisor itself
//	        w-<id>/                    one leaf for each sandbox
//
// The supervisor moves into sup because a cgroup that hands controllers to its
// children may have no process of its own (the "no internal process
// constraint" of Documentation/admin-guide/cgroup-v2.rst), and because an
// ordinary user may put a process only where the common ancestor of its old
// and its new cgroup is the user's.
//
// A supervisor uses it so:
//
//	tree, err := cgroup.NewTree(ctx, cgroup.Options{Name: "main"})
//	if err != nil { ... }                       // errors.Is(err, cgroup.ErrNotDelegated) ...
//	defer tree.Close(ctx)
//	if err := tree.Controllers().Missing(); err != nil { ... } // what it cannot limit, and the remedy
//
//	leaf, err := tree.NewLeaf(id, cgroup.Limits{Pids: 64}) // loose at start
//	cmd.SysProcAttr.UseCgroupFD, cmd.SysProcAttr.CgroupFD = true, leaf.FD()
//	err = cmd.Start()                           // born in the leaf
//	err = leaf.Set(cgroup.Limits{Memory: 64 << 20, Pids: 32, CPU: 1}) // before the genome comes
//
//	counts, err := leaf.Await(ctx, func(c cgroup.Counts) bool { // or Events and Counts
//		return c.OOMKilled() || c.PidsRefused() || !c.Populated
//	})
//
//	last, err := leaf.Close(ctx)                // kill, wait, read, remove
//	if last.Counts.OOMKilled() { ... }          // the kernel's word for memory_limit
//
// What is promised: a limit that was accepted is in force; one that cannot be
// is refused. A figure that is not known is never reported as zero. A leaf
// that existed before is never taken over. Nothing outside the tree is
// changed, but for enabling controllers in <parent> where they were not, and
// nothing at all in cgroup v1 hierarchies.
//
// What is not: memory.max also counts what the kernel holds for the processes,
// so the same program may fit under one kernel and not under another. Events
// may come up to 10 ms late. As root outside a unit with Delegate=yes the tree
// works, but systemd considers the place its own and may take controllers away.
//
// The package needs Linux 5.14 or later (cgroup.kill). Writing limits and
// moving processes is done by github.com/containerd/cgroups; finding, making,
// reading, watching, killing and removing is done here, because there an
// existing group is reused silently, statistics that cannot be read are 0, a
// populated group is not removed, and there is no directory descriptor.
package cgroup
